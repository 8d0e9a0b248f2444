package io.github.keycloakawsmfa.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * AWS's UriEncode: every byte but the unreserved characters becomes a percent sign with two upper-case digits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, sections 2.1 and 2.3</a>
 */
final class PercentEncoding {

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** @param bytes one character for each */
    static String encode(String bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length());
        for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(UPPER.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    /**
     * What is not encoded stays as it is, plus signs too.
     *
     * @return one character for each byte
     * @throws RefusedException if two hexadecimal digits do not follow a percent sign
     */
    static String decode(String text) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                decoded.write(c);
                continue;
            }
            if (i + 2 >= text.length()
                    || !HexFormat.isHexDigit(text.charAt(i + 1))
                    || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                throw RefusedException.incomplete("The query has a percent sign without two hexadecimal digits.");
            }
            decoded.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
            i += 2;
        }
        return decoded.toString(StandardCharsets.ISO_8859_1);
    }

    // By hand, not by Character: ISO 8859-1 has letters and digits beyond ASCII.
    private static boolean isUnreserved(byte b) {
        return b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
