package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.seeds.Seed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.RealmModel;

/** Keycloak's own one-time codes that become devices at their user's next right code, in a realm that migrates so. */
final class WaitingOtp {

    private WaitingOtp() {}

    /** @param stored reads all that the user has; not asked where the realm does not migrate */
    static List<BuiltInOtp> in(RealmModel realm, Supplier<List<BuiltInOtp>> stored) {
        Migration migration = Migration.of(realm);
        if (!migration.atNextCode()) {
            return List.of();
        }
        return stored.get().stream()
                .filter(otp -> otp.seed().isPresent() && migration.refusal(otp).isEmpty())
                .toList();
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
