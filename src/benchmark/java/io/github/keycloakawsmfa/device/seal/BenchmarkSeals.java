package io.github.keycloakawsmfa.device.seal;

import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.keycloak.credential.CredentialModel;

/** Seals and opens without Keycloak, for benchmarks of other rooms. */
public final class BenchmarkSeals {

    private final MasterKey key =
            new MasterKey("realm:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", new byte[MasterKey.MIN_BYTES]);
    private final String realmId;
    private final String userId;

    public BenchmarkSeals(String realmId, String userId) {
        this.realmId = realmId;
        this.userId = userId;
    }

    /** What an envelope of the realm is sealed with. */
    public SecretKey aes() {
        return key.sealing(realmId);
    }

    public CredentialModel seal(VirtualMfaDevice device) {
        return SealedDevice.seal(key, realmId, userId, device);
    }

    public List<VirtualMfaDevice> open(List<CredentialModel> rows) {
        Cipher cipher = Envelope.newCipher();
        return rows.stream()
                .map(row ->
                        SealedDevice.open(Envelope.fromJson(row.getSecretData()), cipher, key, realmId, userId, row))
                .toList();
    }
}
