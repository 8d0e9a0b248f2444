package io.github.keycloakawsmfa.qr;

import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The URI that an authenticator app reads from the QR code:
 * {@code otpauth://totp/ISSUER:ACCOUNT?secret=BASE32&issuer=ISSUER}.
 *
 * <p>Written for Google Authenticator, FreeOTP and the Chrome extension "Authenticator", which differ in edge cases:
 *
 * <ul>
 *   <li>All read percent-encoded UTF-8. A blank is {@code %20}, because in the label a {@code +} stays a plus sign.
 *   <li>A colon ends the issuer, encoded or not, and there is no escape: FreeOTP refuses a label with a second one, the
 *       Chrome extension drops what follows it. A colon in the issuer or account becomes a fullwidth one, which people
 *       read as a colon and apps as a letter.
 *   <li>Default values, SHA-1, six digits, 30 seconds, are left out, as AWS does: all three apps use the same defaults,
 *       and the QR code stays coarser. Others are written.
 *   <li>Issuer and account are cut for display: 32 and 110 characters, else long names in other scripts would overfill
 *       the QR code.
 * </ul>
 *
 * @param issuer who asks for the code, shown as heading; not blank
 * @param account whose code it is, shown below; not blank
 * @param secret not null, here in clear
 * @param parameters not null
 * @see <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">Key Uri Format</a>
 */
public record OtpAuthUri(String issuer, String account, TotpSecret secret, TotpParameters parameters) {

    private static final int MAX_ISSUER_CHARACTERS = 32;
    private static final int MAX_ACCOUNT_CHARACTERS = 110;
    private static final char FULLWIDTH_COLON = '\uff1a';
    private static final char ELLIPSIS = '\u2026';
    private static final String UNRESERVED_MARKS = "-._~";

    /**
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if issuer or account is blank
     */
    public OtpAuthUri {
        if (issuer.isBlank() || account.isBlank()) {
            throw new IllegalArgumentException("Neither issuer nor account may be blank");
        }
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(parameters, "parameters");
    }

    /** The URI, ASCII only, with the secret in clear. */
    public String value() {
        String encodedIssuer = encode(shownIssuer());
        StringBuilder uri = new StringBuilder("otpauth://totp/")
                .append(encodedIssuer)
                .append(':')
                .append(encode(shownAccount()))
                .append("?secret=")
                .append(secret.base32())
                .append("&issuer=")
                .append(encodedIssuer);
        TotpParameters assumed = TotpParameters.AUTHENTICATOR_APP;
        if (parameters.algorithm() != assumed.algorithm()) {
            uri.append("&algorithm=").append(parameters.algorithm().otpauthName());
        }
        if (parameters.digits() != assumed.digits()) {
            uri.append("&digits=").append(parameters.digits());
        }
        if (!parameters.period().equals(assumed.period())) {
            uri.append("&period=").append(parameters.period().toSeconds());
        }
        return uri.toString();
    }

    /** The issuer as apps show it. */
    public String shownIssuer() {
        return shown(issuer, MAX_ISSUER_CHARACTERS);
    }

    /** The account as apps show it. */
    public String shownAccount() {
        return shown(account, MAX_ACCOUNT_CHARACTERS);
    }

    private static String shown(String name, int maxCharacters) {
        String text = name.strip().replace(':', FULLWIDTH_COLON);
        if (text.codePointCount(0, text.length()) <= maxCharacters) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, maxCharacters - 1)) + ELLIPSIS;
    }

    // RFC 3986, section 2: all but unreserved characters, as UTF-8. URLEncoder would write plus signs as in forms.
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isUnreserved(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hexDigit(c >> 4)).append(hexDigit(c & 0xf));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || UNRESERVED_MARKS.indexOf(c) >= 0;
    }

    private static char hexDigit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }

    @Override
    public String toString() {
        return "OtpAuthUri[redacted]";
    }
}
