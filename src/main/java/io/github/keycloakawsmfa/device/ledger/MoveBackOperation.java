package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.MigrationOperation.Moved;
import io.github.keycloakawsmfa.device.mail.DeviceMail;
import io.github.keycloakawsmfa.device.otp.AcceptedCodes;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.seeds.Peculiarity;
import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.totp.Totp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.credential.CredentialModel;

/** Makes one-time codes of Keycloak's own of devices, under the lock. The secret and the id stay. */
public final class MoveBackOperation {

    private static final String CLOCK_OFF = "clock_off";
    private static final String COUNTER_UNKNOWN = "counter_unknown";

    private final LockedUser user;

    MoveBackOperation(LockedUser user) {
        this.user = user;
    }

    /** What would become of a device, if it opens. */
    public static Moved preview(CredentialModel device) {
        return SealedDevice.parametersOf(device)
                .map(parameters -> new Moved(device.getId(), Optional.empty(), Set.of()))
                .orElseGet(() -> Moved.not(device.getId(), MigrationOperation.DAMAGED, Set.of()));
    }

    /**
     * All devices that open, as Keycloak's own one-time codes; what was spent here, Keycloak does not take again. A
     * broken one stays.
     */
    List<Moved> moveBack() {
        AcceptedCodes accepted = user.locked().devices().acceptedCodes();
        List<String> labels = user.locked().devices().lockedBuiltInOtp().stream()
                .map(otp -> Objects.requireNonNullElse(otp.row().getUserLabel(), ""))
                .collect(Collectors.toCollection(ArrayList::new));
        boolean alone = labels.isEmpty();
        List<Moved> moved = new ArrayList<>();
        for (CredentialModel row : List.copyOf(user.rows())) {
            moved.add(moveBack(row, accepted, labels));
        }
        if (alone) {
            // Whatever was on a lost phone is not among what moves back, and may come in again.
            user.change(user.state().withLostDevice(false));
        }
        return moved;
    }

    /** @param labels of Keycloak's own, of which two cannot be called the same; the new one's is added */
    private Moved moveBack(CredentialModel row, AcceptedCodes accepted, List<String> labels) {
        VirtualMfaDevice device;
        try {
            device = user.locked().seal().open(user.userId(), row);
        } catch (BrokenSealException e) {
            return Moved.not(row.getId(), MigrationOperation.DAMAGED, Set.of());
        }
        DeviceClock clock = user.state().devices().getOrDefault(device.id(), DeviceClock.unknown(device, user.now()));
        boolean counts = device.parameters().isCounter();
        if (counts && clock.lastStep() >= Integer.MAX_VALUE) {
            // Keycloak keeps an int.
            return Moved.not(row.getId(), COUNTER_UNKNOWN, Set.of());
        }
        if (!counts && Math.abs(clock.drift()) > accepted.window()) {
            return Moved.not(row.getId(), CLOCK_OFF, Set.of());
        }
        Seed seed = new Seed(device.secret(), device.parameters(), counts ? clock.lastStep() + 1 : 0);
        accepted.takeAll(device.id(), new Totp(device.secret(), device.parameters()), clock.lastStep(), user.now());
        new UsersTokens(user).gone(row);
        String label = FreeName.of(device.name(), free -> labels.stream().anyMatch(free::isTakenBy));
        labels.add(label);
        user.replace(BuiltInOtp.rowOf(device.id(), label, device.assignedAt(), seed));
        user.report(events -> events.deactivated(device.id(), device.name(), DeviceMail.MOVED_BACK));
        return new Moved(row.getId(), Optional.empty(), Peculiarity.of(seed));
    }
}
