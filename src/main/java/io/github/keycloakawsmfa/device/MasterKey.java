package io.github.keycloakawsmfa.device;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key from which each realm's sealing key is derived; never used itself and never printed.
 *
 * @param id where it came from, {@code vault:NAME} or {@code realm:KID}: stands in clear in every envelope
 * @param bytes at least 32; copied on the way in and on the way out
 */
record MasterKey(String id, byte[] bytes) {

    static final int MIN_BYTES = 32;

    MasterKey {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The key that seals for one realm: one vault entry may serve a whole server. The words are part of the derivation, and
     * stay: with others, nothing that is sealed would open.
     */
    SecretKey sealing(String realmId) {
        byte[] info = ("keycloak-aws-mfa SEALING " + realmId).getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(Hkdf.derive(bytes, new byte[0], info, 32), "AES");
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
