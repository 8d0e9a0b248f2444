package io.github.keycloakawsmfa.device.seal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.io.IOException;
import java.time.Duration;
import org.keycloak.util.JsonSerialization;

/** What a device's row says in clear, because Keycloak sends credentialData to browsers. */
record ClearPart(
        @JsonProperty("v") int version,
        @JsonProperty("algorithm") TotpAlgorithm algorithm,
        @JsonProperty("digits") int digits,
        @JsonProperty("period") long periodSeconds) {

    private static final int VERSION = 1;

    /** What every device assigned here says: compared, and not parsed each time. */
    private static final String OF_APPS = write(TotpParameters.AUTHENTICATOR_APP);

    static String write(TotpParameters parameters) {
        try {
            return JsonSerialization.writeValueAsString(new ClearPart(
                    VERSION,
                    parameters.algorithm(),
                    parameters.digits(),
                    parameters.period().toSeconds()));
        } catch (IOException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }

    /**
     * @throws BrokenSealException if its version is unknown to this release
     * @throws IOException if it is damaged; likewise IllegalArgumentException and NullPointerException
     */
    static TotpParameters read(String json) throws IOException {
        if (OF_APPS.equals(json)) {
            return TotpParameters.AUTHENTICATOR_APP;
        }
        ClearPart part = JsonSerialization.readValue(json, ClearPart.class);
        if (part.version != VERSION) {
            throw new BrokenSealException("device version " + part.version + " is unknown to this release");
        }
        return new TotpParameters(part.algorithm, part.digits, Duration.ofSeconds(part.periodSeconds));
    }
}
