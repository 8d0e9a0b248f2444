package io.github.keycloakawsmfa.device.seal;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key from which each realm's sealing key is derived; never used itself and never printed. Thread-safe. */
public final class MasterKey {

    static final int MIN_BYTES = 32;

    private record Sealing(String realmId, SecretKey key) {}

    private final String id;
    private final byte[] bytes;

    /** The last one that was derived: a key is asked for the same realm's again and again. */
    private volatile Sealing sealing;

    /**
     * @param id where it came from, {@code vault:NAME} or {@code realm:KID}: stands in clear in every envelope
     * @param bytes at least 32; copied on the way in and on the way out
     */
    public MasterKey(String id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes.clone();
    }

    public String id() {
        return id;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The key that seals for one realm: one vault entry may serve a whole server. The words are part of the derivation
     * and must not change: with others, nothing that is sealed would open.
     */
    SecretKey sealing(String realmId) {
        Sealing last = sealing;
        if (last == null || !last.realmId.equals(realmId)) {
            byte[] info = ("keycloak-aws-mfa SEALING " + realmId).getBytes(StandardCharsets.UTF_8);
            last = new Sealing(realmId, new SecretKeySpec(Hkdf.derive(bytes, new byte[0], info, 32), "AES"));
            sealing = last;
        }
        return last.key;
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
