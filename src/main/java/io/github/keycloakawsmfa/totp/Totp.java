package io.github.keycloakawsmfa.totp;

import java.util.Objects;

/**
 * The codes of one secret. Thread-safe. It knows no clock and remembers nothing: the caller decides which steps are
 * near enough, which are spent and who must wait.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238#section-4.2">RFC 6238, section 4.2</a>
 */
public final class Totp {

    private final TotpSecret secret;
    private final TotpParameters parameters;

    /** Both not null. */
    public Totp(TotpSecret secret, TotpParameters parameters) {
        this.secret = Objects.requireNonNull(secret, "secret");
        this.parameters = Objects.requireNonNull(parameters, "parameters");
    }

    /**
     * The code of a time step.
     *
     * @param step RFC 6238's T, any; of negative ones the two's complement is hashed
     */
    public TotpCode at(long step) {
        return TotpCode.of(hotp().at(step), parameters.digits());
    }

    public TotpParameters parameters() {
        return parameters;
    }

    /** For callers that need many codes at once: one MAC, set up once. */
    Hotp hotp() {
        return new Hotp(secret, parameters);
    }

    @Override
    public String toString() {
        return "Totp[redacted, " + parameters + "]";
    }
}
