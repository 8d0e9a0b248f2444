package io.github.keycloakawsmfa.device.ledger;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The least that a code takes: RFC 4226 with a {@link Mac} that is there already, or with two digests. */
final class BareMac {

    private static final int BLOCK = 64;

    private final Mac mac;
    private final MessageDigest inner;
    private final MessageDigest outer;
    private final byte[] counter = new byte[Long.BYTES];
    private final byte[] hmac = new byte[20];

    BareMac(byte[] secret) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            inner = digest(secret, 0x36);
            outer = digest(secret, 0x5c);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        key(secret);
    }

    private static MessageDigest digest(byte[] secret, int pad) throws GeneralSecurityException {
        byte[] block = Arrays.copyOf(secret, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(block);
        return digest;
    }

    void key(byte[] secret) {
        try {
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    int at(long step) {
        try {
            mac.update(bytes(step));
            mac.doFinal(hmac, 0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return code();
    }

    int clonedAt(long step) {
        try {
            MessageDigest first = (MessageDigest) inner.clone();
            first.update(bytes(step));
            first.digest(hmac, 0, hmac.length);
            MessageDigest second = (MessageDigest) outer.clone();
            second.update(hmac);
            second.digest(hmac, 0, hmac.length);
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
        return code();
    }

    /** Whether the code is that of one of the steps. */
    boolean matches(int code, long from, long to) {
        boolean found = false;
        for (long step = from; step <= to; step++) {
            found |= at(step) == code;
        }
        return found;
    }

    /** Whether the codes are those of two of the steps, one after the other; computes each step's code once. */
    boolean matches(int code1, int code2, long from, long to) {
        boolean found = false;
        int before = at(from);
        for (long step = from + 1; step <= to; step++) {
            int code = at(step);
            found |= before == code1 & code == code2;
            before = code;
        }
        return found;
    }

    private byte[] bytes(long step) {
        ByteBuffer.wrap(counter).putLong(0, step);
        return counter;
    }

    private int code() {
        int offset = hmac[hmac.length - 1] & 0xf;
        return (ByteBuffer.wrap(hmac).getInt(offset) & 0x7fffffff) % 1_000_000;
    }
}
