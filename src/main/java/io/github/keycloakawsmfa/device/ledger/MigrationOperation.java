package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.mail.DeviceMail;
import io.github.keycloakawsmfa.device.otp.AcceptedCodes;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.seeds.Peculiarity;
import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Makes devices of Keycloak's own one-time codes, under the lock. The secret and the id stay. */
public final class MigrationOperation {

    static final String DAMAGED = "damaged";
    private static final String HAS_DEVICE = "has_device";
    private static final String LIMIT = "device_limit";
    private static final String PRESENT = "present";

    /**
     * What became of one credential.
     *
     * @param credentialId that of before and after
     * @param problem why it stays what it is; empty if it was moved
     * @param peculiarities in what it differs from a device that is assigned here
     */
    public record Moved(String credentialId, Optional<String> problem, Set<Peculiarity> peculiarities) {

        /** One that stays. */
        public static Moved not(String id, String why, Set<Peculiarity> peculiarities) {
            return new Moved(id, Optional.of(why), peculiarities);
        }
    }

    private final LockedUser user;

    MigrationOperation(LockedUser user) {
        this.user = user;
    }

    /**
     * All that can be, of a user who never had a device: with a password alone, a stranger could set one up for whoever has
     * one, and who has lost a phone has lost both.
     * What Keycloak may have accepted by now is spent.
     */
    List<Moved> moveIn(Migration migration) {
        AcceptedCodes accepted = user.locked().devices().acceptedCodes();
        boolean hasDevice = !user.rows().isEmpty() || user.state().hadDevice();
        Set<TotpSecret> secrets = new HashSet<>();
        List<Moved> moved = new ArrayList<>();
        for (BuiltInOtp otp : user.locked().devices().lockedBuiltInOtp()) {
            Optional<String> problem = problem(otp, migration, user.rows().size())
                    .or(() -> hasDevice ? Optional.of(HAS_DEVICE) : Optional.empty())
                    .or(() -> secrets.add(otp.seed().orElseThrow().secret()) ? Optional.empty() : Optional.of(PRESENT));
            moved.add(problem.map(why -> Moved.not(otp.id(), why, peculiarities(otp)))
                    .orElseGet(() -> moveIn(otp, accepted)));
        }
        return moved;
    }

    private Moved moveIn(BuiltInOtp otp, AcceptedCodes accepted) {
        long lastStep = accepted.mayHaveBeenAccepted(otp, user.now());
        DeviceClock known = user.state().devices().get(otp.id());
        store(
                otp,
                known == null ? new DeviceClock(lastStep, 0, 0) : known.spentUpTo(lastStep),
                DeviceMail.MOVED_IN_BY_ADMINISTRATOR);
        return new Moved(otp.id(), Optional.empty(), peculiarities(otp));
    }

    /**
     * An app's entry of elsewhere becomes a device. Whoever has its other copy may have taken codes of it until now: they
     * are spent.
     *
     * @param label what the app calls it
     */
    Moved moveInListed(Seed seed, String label) {
        Set<Peculiarity> peculiarities = Peculiarity.of(seed);
        Optional<String> problem = Migration.of(user.locked().realm())
                .refusal(seed)
                .or(() -> new KnownSecrets(user).have(seed) ? Optional.of(PRESENT) : Optional.empty())
                .or(() -> user.rows().size() >= Devices.MOST ? Optional.of(LIMIT) : Optional.empty());
        if (problem.isPresent()) {
            return Moved.not("", problem.get(), peculiarities);
        }
        String id = KeycloakModelUtils.generateId();
        String name = FreeName.of(label, free -> user.isTaken(free, id));
        TotpParameters parameters = seed.parameters();
        long lastStep =
                parameters.isCounter() ? seed.counter() - 1 : parameters.stepAt(user.now()) + DeviceClock.WINDOW_STEPS;
        VirtualMfaDevice device = new VirtualMfaDevice(id, name, parameters, seed.secret(), user.now(), 0);
        user.insert(user.locked().seal().seal(user.userId(), device));
        user.change(user.state().withTicket(null).withDevice(id, new DeviceClock(lastStep, 0, 0)));
        user.report(events -> events.assigned(id, name, 0, DeviceMail.MOVED_IN_BY_ADMINISTRATOR));
        return new Moved(id, Optional.empty(), peculiarities);
    }

    /** What would become of one, of a user who has room for it. */
    public static Moved preview(BuiltInOtp otp, Migration migration) {
        return new Moved(otp.id(), problem(otp, migration, 0), peculiarities(otp));
    }

    /** In what it differs; nothing if it cannot be read. */
    private static Set<Peculiarity> peculiarities(BuiltInOtp otp) {
        return otp.seed().map(Peculiarity::of).orElseGet(() -> EnumSet.noneOf(Peculiarity.class));
    }

    /**
     * Why one stays where it is; empty if it does not.
     *
     * @param devices how many the user has
     */
    private static Optional<String> problem(BuiltInOtp otp, Migration migration, int devices) {
        if (otp.seed().isEmpty()) {
            return Optional.of(otp.problem());
        }
        return migration.refusal(otp).or(() -> devices >= Devices.MOST ? Optional.of(LIMIT) : Optional.empty());
    }

    /** One whose code was right: it is a device from now on. */
    void moveInAtCode(BuiltInOtp otp) {
        store(otp, user.state().devices().get(otp.id()), DeviceMail.MOVED_IN);
    }

    private void store(BuiltInOtp otp, DeviceClock clock, DeviceMail mail) {
        Seed seed = otp.seed().orElseThrow();
        String name = FreeName.of(otp.row().getUserLabel(), taken -> user.isTaken(taken, otp.id()));
        VirtualMfaDevice device =
                new VirtualMfaDevice(otp.id(), name, seed.parameters(), seed.secret(), user.now(), clock.drift());
        user.replace(user.locked().seal().seal(user.userId(), device));
        user.change(user.state().withTicket(null).withDevice(otp.id(), clock));
        user.report(events -> events.assigned(otp.id(), name, clock.drift(), mail));
    }
}
