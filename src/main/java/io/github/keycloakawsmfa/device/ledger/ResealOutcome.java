package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.Envelope;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keycloak.credential.CredentialModel;

/**
 * What became of one user's devices that were to be resealed.
 *
 * @param devices how many were
 * @param failures why others stay as they are, by credential id
 */
public record ResealOutcome(int devices, Map<String, String> failures) {

    /** Changes the sealed part of the rows and nothing else: what is spent stays spent. */
    public static ResealOutcome of(LedgerTransaction.LockedLedger locked) {
        return of(locked.userId(), locked.devices(), locked.seal());
    }

    /** The same, for a user whose ledger row is locked. */
    public static ResealOutcome of(String userId, DeviceRows rows, DeviceSeal seal) {
        String current = seal.currentKeyId();
        int devices = 0;
        Map<String, String> failures = new TreeMap<>();
        for (CredentialModel row : rows.all()) {
            if (Envelope.keyIdIn(row.getSecretData()).equals(Optional.of(current))) {
                continue;
            }
            try {
                CredentialModel sealed = seal.seal(userId, seal.open(userId, row));
                row.setCredentialData(sealed.getCredentialData());
                row.setSecretData(sealed.getSecretData());
                rows.update(row);
                devices++;
            } catch (BrokenSealException | KeyUnavailableException e) {
                failures.put(row.getId(), e.getMessage());
            }
        }
        return new ResealOutcome(devices, failures);
    }
}
