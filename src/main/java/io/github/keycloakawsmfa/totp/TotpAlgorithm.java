package io.github.keycloakawsmfa.totp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash under a code's HMAC.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238#section-1.2">RFC 6238, section 1.2</a>
 */
public enum TotpAlgorithm {
    SHA1("SHA-1", 64),
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private final int blockBytes;

    /** One per thread: it keeps nothing from one hash to the next, and takes several hundred bytes. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final ThreadLocal<MessageDigest> digest;

    TotpAlgorithm(String digestName, int blockBytes) {
        this.blockBytes = blockBytes;
        this.digest = ThreadLocal.withInitial(() -> newDigest(digestName));
    }

    private static MessageDigest newDigest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            // SHA-1 and SHA-256 are required of every Java platform, and every provider of these has SHA-512.
            throw new IllegalStateException(name + " is missing from this Java", e);
        }
    }

    /** This thread's digest, reset. */
    MessageDigest digest() {
        MessageDigest kept = digest.get();
        kept.reset();
        return kept;
    }

    /** The hash's block size in bytes: HMAC pads its key to it. */
    int blockBytes() {
        return blockBytes;
    }

    /** The name an {@code otpauth} URI gives it, for example {@code SHA1}. */
    public String otpauthName() {
        return name();
    }
}
