package io.github.keycloakawsmfa.totp;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The shared secret of a device. Ours have 160 bits; what an app or a token was given elsewhere may have fewer or more.
 * Compared in constant time, not shown by {@code toString}; immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4226#section-4">RFC 4226, section 4, R6: 128 bits must, 160 should</a>
 */
public final class TotpSecret {

    /** 160 bits: what RFC 4226 recommends, and 32 Base32 characters without a remainder. */
    static final int OWN_BYTES = 20;

    /** Fewer bits than RFC 4226 demands. */
    private static final int WEAK_BELOW_BYTES = 16;

    /** Far more than any hash takes in. */
    private static final int MOST_BYTES = 512;

    private final byte[] bytes;

    private TotpSecret(byte[] bytes) {
        if (bytes.length < 1 || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "A secret has 1 to " + MOST_BYTES + " bytes, this one has " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** A new secret of 20 bytes. */
    public static TotpSecret random(SecureRandom source) {
        byte[] bytes = new byte[OWN_BYTES];
        source.nextBytes(bytes);
        return new TotpSecret(bytes);
    }

    /**
     * @param bytes 1 to 512, copied
     * @throws IllegalArgumentException for fewer or more
     */
    public static TotpSecret of(byte[] bytes) {
        return new TotpSecret(bytes.clone());
    }

    /**
     * @param base32 as apps display it: upper or lower case, blanks anywhere, padded or not; not null
     * @throws IllegalArgumentException if that is not Base32 (RFC 4648, section 6), or no 1 to 512 bytes; the message
     *     never holds any of it
     */
    public static TotpSecret ofBase32(String base32) {
        return new TotpSecret(Base32.decode(base32));
    }

    /**
     * As authenticator apps read what others give them: dashes are blanks, any padding will do, and bits at the end that
     * make no byte are dropped. Many generators draw Base32 characters instead of bytes.
     *
     * @throws IllegalArgumentException if there are other characters, or no 1 to 512 bytes; the message never holds any
     *     of it
     */
    public static TotpSecret ofAppsBase32(String base32) {
        return new TotpSecret(Base32.decodeAsApps(base32));
    }

    /** Whether it has fewer bits than RFC 4226 demands: 128. How they were drawn, nobody sees. */
    public boolean isWeak() {
        return bytes.length < WEAK_BELOW_BYTES;
    }

    /** The secret in clear: upper-case Base32 without padding. */
    public String base32() {
        return Base32.encode(bytes);
    }

    /** The secret in clear, a copy that the caller may wipe. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The secret in clear, for callers in this package that only read it. */
    byte[] uncopied() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TotpSecret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "TotpSecret[redacted]";
    }
}
