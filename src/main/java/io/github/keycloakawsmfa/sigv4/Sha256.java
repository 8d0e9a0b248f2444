package io.github.keycloakawsmfa.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash of this version, alone and as HMAC. */
final class Sha256 {

    private static final String HASH = "SHA-256";
    private static final String HMAC = "HmacSHA256";

    private Sha256() {}

    /** 64 lower-case hexadecimal digits. */
    static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(HASH).digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has " + HASH, e);
        }
    }

    /** @param text in ASCII */
    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has " + HMAC, e);
        }
    }
}
