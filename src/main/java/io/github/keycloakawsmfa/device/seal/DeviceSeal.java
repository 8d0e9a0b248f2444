package io.github.keycloakawsmfa.device.seal;

import javax.crypto.Cipher;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.RealmModel;

/** Seals a realm's devices and opens them, with the keys they need. */
public final class DeviceSeal {

    private final KeySource keys;
    private final String realmId;
    private final Cipher cipher = Envelope.newCipher();

    /** The key that opened last, which nearly always opens the next device too: finding it takes longer than opening. */
    private MasterKey last;

    /** Not thread-safe. */
    public DeviceSeal(KeySource keys, RealmModel realm) {
        this.keys = keys;
        this.realmId = realm.getId();
    }

    /** @throws KeyUnavailableException if there is no key to seal with */
    public String currentKeyId() {
        return keys.current().id();
    }

    /** @throws KeyUnavailableException if there is no key to seal with */
    public CredentialModel seal(String userId, VirtualMfaDevice device) {
        return SealedDevice.seal(keys.current(), realmId, userId, device);
    }

    /**
     * @throws KeyUnavailableException if the key that the envelope names is unavailable
     * @throws BrokenSealException if the row does not open for this user
     */
    public VirtualMfaDevice open(String userId, CredentialModel row) {
        if (row.getId() == null) {
            throw new BrokenSealException("it has no id, so it was not sealed here");
        }
        Envelope envelope = Envelope.fromJson(row.getSecretData());
        if (last == null || !last.id().equals(envelope.keyId())) {
            last = keys.byId(envelope.keyId());
        }
        return SealedDevice.open(envelope, cipher, last, realmId, userId, row);
    }
}
