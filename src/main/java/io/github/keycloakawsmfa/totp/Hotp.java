package io.github.keycloakawsmfa.totp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * RFC 4226's HOTP with the hash chosen as RFC 6238 allows. Holds one MAC for many counters; not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4226#section-5.3">RFC 4226, section 5.3</a>
 */
final class Hotp {

    private final Mac mac;
    private final int modulus;

    Hotp(TotpSecret secret, TotpParameters parameters) {
        String hmac = parameters.algorithm().hmacName();
        try {
            mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(secret.bytes(), hmac));
        } catch (GeneralSecurityException e) {
            // SHA-1 and SHA-256 are required of every Java platform, and every provider of them has SHA-512.
            throw new IllegalStateException(hmac + " is missing from this Java", e);
        }
        modulus = parameters.digits() == 6 ? 1_000_000 : 100_000_000;
    }

    /** The code of a counter as a number, leading zeros lost. */
    int at(long counter) {
        return truncated(counter) % modulus;
    }

    /** 31 bits of the HMAC: RFC 4226's DT, before it is cut to digits. */
    int truncated(long counter) {
        byte[] hmac =
                mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
        int offset = hmac[hmac.length - 1] & 0xf;
        return ByteBuffer.wrap(hmac).getInt(offset) & 0x7fffffff;
    }
}
