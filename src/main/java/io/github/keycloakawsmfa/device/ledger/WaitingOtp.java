package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.models.RealmModel;

/** Keycloak's own one-time codes that become devices at their user's next right code, in a realm that migrates so. */
public final class WaitingOtp {

    private WaitingOtp() {}

    /** Whether the realm asks for that, and lets it be: not where first devices take a ticket. */
    public static boolean mayWaitIn(RealmModel realm) {
        return Migration.of(realm).atNextCode() && FirstDevice.of(realm) != FirstDevice.TICKET;
    }

    /**
     * Of a user who never had a device: a stranger with the password could else give a second one to users who have one, and
     * a lost phone may have held both. None where first devices take a ticket, or while one waits: with the right to
     * change users anybody sets one up for them, of whatever date (26.7.3, RepresentationToModel), and a ticket is what
     * that right does not give.
     *
     * @param devices how many the user has
     * @param stored reads all that the user has; not asked where the realm does not migrate
     */
    static List<BuiltInOtp> in(
            RealmModel realm, int devices, LedgerState ledger, Instant now, Supplier<List<BuiltInOtp>> stored) {
        if (devices > 0 || !mayWaitIn(realm) || ledger.hadDevice() || areBehindATicket(realm, ledger, now)) {
            return List.of();
        }
        Migration migration = Migration.of(realm);
        Set<TotpSecret> secrets = new HashSet<>();
        return stored.get().stream()
                .filter(otp -> otp.seed().isPresent() && migration.refusal(otp).isEmpty())
                // Each would have a clock of its own, and take the same code.
                .filter(otp -> secrets.add(otp.seed().get().secret()))
                .limit(Devices.MOST)
                .toList();
    }

    /**
     * Whether codes that would wait do not, because a ticket does: then it is the ticket that a first device takes, whoever
     * has signed in.
     */
    static boolean areBehindATicket(RealmModel realm, LedgerState ledger, Instant now) {
        return Ticket.waits(ledger.ticket(), now) && Migration.of(realm).atNextCode();
    }

    /** As pages show it. */
    static DeviceSummary summary(BuiltInOtp otp) {
        return new DeviceSummary(
                otp.id(),
                DeviceSummary.nameOf(otp.row()),
                Instant.ofEpochMilli(Objects.requireNonNullElse(otp.row().getCreatedDate(), 0L)),
                Optional.empty(),
                0,
                otp.seed().orElseThrow().parameters(),
                "",
                Optional.empty());
    }

    /** As the ledger's rule looks at it. */
    static VirtualMfaDevice device(BuiltInOtp otp, Instant now) {
        Seed seed = otp.seed().orElseThrow();
        String label = Objects.requireNonNullElse(otp.row().getUserLabel(), "");
        return new VirtualMfaDevice(otp.id(), label, seed.parameters(), seed.secret(), now, 0);
    }
}
