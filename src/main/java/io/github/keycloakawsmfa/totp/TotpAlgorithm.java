package io.github.keycloakawsmfa.totp;

/**
 * The hash under a code's HMAC.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238#section-1.2">RFC 6238, section 1.2</a>
 */
public enum TotpAlgorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String hmacName;

    TotpAlgorithm(String hmacName) {
        this.hmacName = hmacName;
    }

    /** The JCA name of the MAC, for example {@code HmacSHA1}. */
    String hmacName() {
        return hmacName;
    }

    /** The name an {@code otpauth} URI gives it, for example {@code SHA1}. */
    public String otpauthName() {
        return name();
    }
}
