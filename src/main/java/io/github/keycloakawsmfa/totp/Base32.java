package io.github.keycloakawsmfa.totp;

/**
 * Base32 as authenticator apps exchange secrets: without padding when written, lenient about case, blanks and padding
 * when read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648, section 6</a>
 */
public final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_CHARACTER = 5;
    private static final int CHARACTERS_PER_GROUP = 8;

    private Base32() {}

    /** Upper case, without padding (RFC 4648, section 3.2 leaves that to the using specification). */
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 8 / BITS_PER_CHARACTER + 1);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= BITS_PER_CHARACTER) {
                bits -= BITS_PER_CHARACTER;
                text.append(ALPHABET.charAt((buffer >>> bits) & 0x1f));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((buffer << (BITS_PER_CHARACTER - bits)) & 0x1f));
        }
        return text.toString();
    }

    /**
     * Reads upper or lower case; spaces and tabs anywhere; no padding or exactly the right one.
     *
     * @throws IllegalArgumentException for another character, an impossible length, wrong padding, or left-over bits
     *     that are not zero (RFC 4648, section 3.5). Its message never holds any of the text, which may be a secret.
     */
    static byte[] decode(String text) {
        String characters = text.replace(" ", "").replace("\t", "");
        int length = unpadded(characters);
        checkLength(length, characters.length() - length);
        Decoded decoded = decode(characters, length);
        if (decoded.rest() != 0) {
            throw new IllegalArgumentException("Base32 ends in bits that belong to no byte: is the end missing?");
        }
        return decoded.bytes();
    }

    /** The same without dashes, whatever the padding, and without bits at the end that make no byte. */
    static byte[] decodeAsApps(String text) {
        String characters = text.replace(" ", "").replace("\t", "").replace("-", "");
        return decode(characters, unpadded(characters)).bytes();
    }

    private static int unpadded(String characters) {
        int length = characters.length();
        while (length > 0 && characters.charAt(length - 1) == '=') {
            length--;
        }
        return length;
    }

    /** @param rest the bits behind the last byte */
    @SuppressWarnings("ArrayRecordComponent")
    private record Decoded(byte[] bytes, int rest) {}

    private static Decoded decode(String characters, int length) {
        byte[] bytes = new byte[(int) ((long) length * BITS_PER_CHARACTER / 8)];
        int buffer = 0;
        int bits = 0;
        int written = 0;
        for (int i = 0; i < length; i++) {
            buffer = (buffer << BITS_PER_CHARACTER) | valueOf(characters.charAt(i), i);
            bits += BITS_PER_CHARACTER;
            if (bits >= 8) {
                bits -= 8;
                bytes[written++] = (byte) (buffer >>> bits);
            }
        }
        return new Decoded(bytes, buffer & ((1 << bits) - 1));
    }

    private static void checkLength(int length, int padding) {
        int rest = length % CHARACTERS_PER_GROUP;
        if (rest == 1 || rest == 3 || rest == 6) {
            throw new IllegalArgumentException("Base32 of " + length + " characters is no number of whole bytes");
        }
        int wanted = (CHARACTERS_PER_GROUP - rest) % CHARACTERS_PER_GROUP;
        if (padding != 0 && padding != wanted) {
            throw new IllegalArgumentException(
                    "Base32 of " + length + " characters is padded by " + wanted + " or no '=', not by " + padding);
        }
    }

    private static int valueOf(char c, int index) {
        // By hand, not by Character: other scripts have letters and digits too, and some fold to ASCII ones.
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= '2' && c <= '7') {
            return c - '2' + 26;
        }
        throw new IllegalArgumentException(
                "Base32 knows A-Z and 2-7 only; character " + (index + 1) + " is something else");
    }
}
