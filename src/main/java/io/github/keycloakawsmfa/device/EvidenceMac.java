package io.github.keycloakawsmfa.device;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** HMAC-SHA-256 under the key that only evidence uses; it stands here, because keys do not leave this room. */
public final class EvidenceMac {

    private final SecretKey key;

    /** @throws KeyUnavailableException if the key is not to be had */
    public EvidenceMac(KeycloakSession session, RealmModel realm) {
        this.key = new KeySource(session, realm).current().derive(KeyPurpose.EVIDENCE, realm.getId());
    }

    /** @return 32 bytes; compare them in constant time */
    public byte[] of(byte[] message) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has " + key.getAlgorithm(), e);
        }
    }
}
