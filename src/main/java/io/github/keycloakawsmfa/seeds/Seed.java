package io.github.keycloakawsmfa.seeds;

import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.util.Objects;

/**
 * A secret that was made elsewhere, with what its device computes. Never printed.
 *
 * @param counter of the next code, where the device counts them; else 0
 */
public record Seed(TotpSecret secret, TotpParameters parameters, long counter) {

    public Seed(TotpSecret secret, TotpParameters parameters) {
        this(secret, parameters, 0);
    }

    /** @throws NullPointerException if one is null */
    public Seed {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(parameters, "parameters");
    }

    @Override
    public String toString() {
        return "Seed[redacted, " + parameters + "]";
    }
}
