package io.github.keycloakawsmfa.device.seal;

import io.github.keycloakawsmfa.totp.TotpSecret;
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
        return SealedDevice.open(envelope, cipher, keyOf(envelope), realmId, userId, row);
    }

    private MasterKey keyOf(Envelope envelope) {
        if (last == null || !last.id().equals(envelope.keyId())) {
            last = keys.byId(envelope.keyId());
        }
        return last;
    }

    /**
     * The secret of a hardware token, which belongs to no user yet.
     *
     * @param serial its number, by which it is found
     * @param data what is stored of it in clear, which is bound too
     * @throws KeyUnavailableException if there is no key to seal with
     */
    public String sealToken(String serial, String data, TotpSecret secret) {
        return Envelope.seal(keys.current(), realmId, tokenContext(serial, data), secret.bytes())
                .toJson();
    }

    /**
     * @throws KeyUnavailableException if the key that the envelope names is unavailable
     * @throws BrokenSealException if it does not open for this token
     */
    public TotpSecret openToken(String serial, String data, String sealed) {
        Envelope envelope = Envelope.fromJson(sealed);
        byte[] secret = envelope.open(cipher, keyOf(envelope), realmId, tokenContext(serial, data));
        try {
            return TotpSecret.of(secret);
        } catch (IllegalArgumentException e) {
            throw new BrokenSealException("not a token");
        }
    }

    private byte[] tokenContext(String serial, String data) {
        return LengthPrefixed.of("token", realmId, serial, data);
    }
}
