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

    /** Keycloak keeps no larger one, and no device has shown so many codes. */
    private static final long LARGEST_COUNTER = Integer.MAX_VALUE;

    /**
     * Of a device that counts its codes.
     *
     * @throws UnusableSeedException if it cannot have shown so many
     */
    public static Seed counted(TotpSecret secret, TotpParameters parameters, long counter) {
        if (counter < 0 || counter > LARGEST_COUNTER) {
            throw new UnusableSeedException("counter", "it cannot have shown " + counter + " codes");
        }
        return new Seed(secret, parameters, counter);
    }

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
