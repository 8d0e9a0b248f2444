package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.seeds.Serial;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;

/** The hardware tokens of a locked user, whose rows are locked after the user's. */
final class UsersTokens {

    private final LockedUser user;
    private final TokenStore tokens;

    UsersTokens(LockedUser user) {
        this.user = user;
        this.tokens = user.locked().devices().tokens();
    }

    /** Empty if there is no such token, or somebody else owns it. One without an owner is the user's if they have its device. */
    Optional<StoredToken> find(String serial) {
        return tokens.lock(serial)
                .filter(token -> token.userId().map(user.userId()::equals).orElseGet(() -> hasDevice(token)));
    }

    /** Whether somebody else has a device that is this token, whatever the token's row says. */
    boolean isDeviceOfAnother(StoredToken token) {
        return user.locked().devices().holdersOf(token.serialKey()).stream()
                .anyMatch(userId -> !userId.equals(user.userId()));
    }

    /** Those that the token is; one at most. */
    List<CredentialModel> devices(StoredToken token) {
        return user.rows().stream()
                .filter(row -> Serial.key(SealedDevice.serialOf(row)).equals(token.serialKey()))
                .toList();
    }

    boolean hasDevice(StoredToken token) {
        return !devices(token).isEmpty();
    }

    /** The device is being removed: its token waits for the next user, and what was used stays so. */
    void released(CredentialModel device) {
        find(SealedDevice.serialOf(device)).ifPresent(token -> {
            token.spentUpTo(lastStep(device));
            token.release(HardwareToken.State.WAITING);
        });
    }

    /** Keycloak has removed a device by itself: if it was a token, that waits for the next user, and what was used stays so. */
    void releaseRemoved(String deviceId) {
        Optional<DeviceClock> known = Optional.ofNullable(user.removedClocks().get(deviceId));
        tokens.serialsOf(user.userId())
                .forEach(serial -> find(serial).ifPresent(token -> releaseIfRemoved(token, known)));
    }

    /**
     * The same for one token, where nobody said so.
     *
     * @return false if it has a device
     */
    boolean releaseIfRemoved(StoredToken token) {
        Collection<DeviceClock> known = user.removedClocks().values();
        return releaseIfRemoved(token, known.size() == 1 ? known.stream().findFirst() : Optional.empty());
    }

    private boolean releaseIfRemoved(StoredToken token, Optional<DeviceClock> known) {
        if (hasDevice(token)) {
            return false;
        }
        try {
            TotpParameters parameters = token.token().parameters();
            Instant reach = user.now().plus(HardwareToken.REACH);
            // Steps beyond that are of a device whose steps are shorter.
            known.map(DeviceClock::lastStep)
                    .filter(step -> step <= parameters.stepAt(reach))
                    .ifPresentOrElse(token::spentUpTo, () -> token.spentUntil(reach));
        } catch (BrokenSealException e) {
            // No code of it can be checked.
        }
        token.release(HardwareToken.State.WAITING);
        return true;
    }

    /** Where the ledger does not know, all that may have been used by now. */
    private long lastStep(CredentialModel device) {
        DeviceClock known = user.state().devices().get(device.getId());
        return known != null
                ? known.lastStep()
                : SealedDevice.parametersOf(device)
                        .filter(parameters -> !parameters.isCounter())
                        .map(parameters -> parameters.stepAt(user.now().plus(HardwareToken.REACH)))
                        .orElse(0L);
    }

    /** The device becomes a one-time code of Keycloak's own: its token is none of ours any more. */
    void gone(CredentialModel device) {
        find(SealedDevice.serialOf(device)).ifPresent(tokens::remove);
    }
}
