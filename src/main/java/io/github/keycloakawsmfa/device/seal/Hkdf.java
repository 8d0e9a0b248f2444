package io.github.keycloakawsmfa.device.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869). Our own code because the JDK has it only from 25 on. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    private Hkdf() {}

    /**
     * @param salt may be empty: then a block of zeros is used (RFC 5869 §2.2)
     * @param length bytes wanted, 1 to 255 * 32
     * @throws IllegalArgumentException if the length is out of range
     */
    static byte[] derive(byte[] inputKey, byte[] salt, byte[] info, int length) {
        if (length < 1 || length > 255 * HASH_BYTES) {
            throw new IllegalArgumentException("HKDF gives 1 to " + 255 * HASH_BYTES + " bytes, not " + length);
        }
        byte[] pseudoRandomKey = hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, inputKey);
        byte[] output = new byte[0];
        byte[] block = new byte[0];
        for (int counter = 1; output.length < length; counter++) {
            block = hmac(pseudoRandomKey, block, info, new byte[] {(byte) counter});
            int before = output.length;
            output = Arrays.copyOf(output, before + block.length);
            System.arraycopy(block, 0, output, before, block.length);
        }
        return Arrays.copyOf(output, length);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has " + HMAC, e);
        }
    }
}
