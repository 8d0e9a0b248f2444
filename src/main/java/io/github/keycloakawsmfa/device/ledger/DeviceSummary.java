package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.Envelope;
import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;

/**
 * What pages and administrators may see of a device.
 *
 * @param id the Keycloak credential id
 * @param name the label, never null
 * @param lastUsedAt when a code was last accepted, in whole seconds
 * @param drift device clock minus server clock, in time steps; 0 while the ledger has not seen the device
 * @param parameters those of apps if the row is damaged
 * @param serial of the hardware token that it is; empty for an app
 * @param keyId of the key that its secret is sealed under; empty if the row is damaged
 */
public record DeviceSummary(
        String id,
        String name,
        Instant assignedAt,
        Optional<Instant> lastUsedAt,
        long drift,
        TotpParameters parameters,
        String serial,
        Optional<String> keyId) {

    static DeviceSummary of(CredentialModel row, LedgerState ledger) {
        DeviceClock clock = ledger.devices().getOrDefault(row.getId(), new DeviceClock(0, 0, 0));
        return new DeviceSummary(
                row.getId(),
                nameOf(row),
                Instant.ofEpochMilli(Objects.requireNonNullElse(row.getCreatedDate(), 0L)),
                Optional.of(clock.lastUseEpochSecond())
                        .filter(second -> second > 0)
                        .map(Instant::ofEpochSecond),
                clock.drift(),
                SealedDevice.parametersOf(row).orElse(TotpParameters.AUTHENTICATOR_APP),
                SealedDevice.serialOf(row),
                Envelope.keyIdIn(row.getSecretData()));
    }

    public static String nameOf(CredentialModel row) {
        return Objects.requireNonNullElse(row.getUserLabel(), row.getId());
    }
}
