package io.github.keycloakawsmfa.totp;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * RFC 4226's HOTP with the hash chosen as RFC 6238 allows: many counters of one secret. Not thread-safe.
 *
 * <p>HMAC is written out over a digest that the thread keeps: a {@link javax.crypto.Mac} takes a kilobyte for each
 * secret, and a reused one would hold the secret it last served.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4226#section-5.3">RFC 4226, section 5.3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104#section-2">RFC 2104, section 2</a>
 */
final class Hotp {

    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final TotpAlgorithm algorithm;
    private final int blockBytes;
    private final int modulus;

    /** The key, padded for the inner hash; behind it the data to hash, and the hash. */
    private final byte[] message;

    Hotp(TotpSecret secret, TotpParameters parameters) {
        algorithm = parameters.algorithm();
        blockBytes = algorithm.blockBytes();
        modulus = parameters.digits() == 6 ? 1_000_000 : 100_000_000;
        byte[] key = secret.uncopied();
        if (key.length > blockBytes) {
            key = algorithm.digest().digest(key);
        }
        message = new byte[blockBytes + algorithm.digest().getDigestLength()];
        System.arraycopy(key, 0, message, 0, key.length);
        pad(INNER_PAD);
    }

    /** The code of a counter as a number, without leading zeros. */
    int at(long counter) {
        return truncated(counter) % modulus;
    }

    /** 31 bits of the HMAC: RFC 4226's DT, before it is cut to digits. */
    int truncated(long counter) {
        for (int i = 0; i < Long.BYTES; i++) {
            message[blockBytes + i] = (byte) (counter >>> (Long.BYTES - 1 - i) * Byte.SIZE);
        }
        MessageDigest digest = algorithm.digest();
        hash(digest, Long.BYTES);
        pad((byte) (INNER_PAD ^ OUTER_PAD));
        hash(digest, digest.getDigestLength());
        pad((byte) (INNER_PAD ^ OUTER_PAD));
        int offset = blockBytes + (message[message.length - 1] & 0xf);
        return (message[offset] & 0x7f) << 24
                | (message[offset + 1] & 0xff) << 16
                | (message[offset + 2] & 0xff) << 8
                | message[offset + 3] & 0xff;
    }

    private void pad(byte with) {
        for (int i = 0; i < blockBytes; i++) {
            message[i] ^= with;
        }
    }

    /** Hashes the padded key and the given number of bytes behind it, and stores the result there. */
    private void hash(MessageDigest digest, int bytes) {
        try {
            digest.update(message, 0, blockBytes + bytes);
            digest.digest(message, blockBytes, message.length - blockBytes);
        } catch (DigestException e) {
            throw new IllegalStateException("A hash fits where there is place for it", e);
        }
    }
}
