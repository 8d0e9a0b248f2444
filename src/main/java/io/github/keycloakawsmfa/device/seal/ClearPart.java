package io.github.keycloakawsmfa.device.seal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.io.IOException;
import java.time.Duration;
import org.keycloak.util.JsonSerialization;

/**
 * What a device's row says in clear, because Keycloak sends credentialData to browsers.
 *
 * @param serial null for an app
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClearPart(
        @JsonProperty("v") int version,
        @JsonProperty("algorithm") TotpAlgorithm algorithm,
        @JsonProperty("digits") int digits,
        @JsonProperty("period") long periodSeconds,
        @JsonProperty("serial") String serial) {

    private static final int VERSION = 1;

    /**
     * Of anything but six digits each 30 seconds, or with a serial number: earlier releases cannot check its codes,
     * and refuse it by this.
     */
    private static final int VERSION_OF_OTHERS = 2;

    /** What every device assigned here says: compared, and not parsed each time. */
    private static final ClearPart OF_APPS = of(TotpParameters.AUTHENTICATOR_APP, "");

    private static final String OF_APPS_TEXT = write(TotpParameters.AUTHENTICATOR_APP, "");

    private static ClearPart of(TotpParameters parameters, String serial) {
        return new ClearPart(
                serial.isEmpty() && isOrdinary(parameters) ? VERSION : VERSION_OF_OTHERS,
                parameters.algorithm(),
                parameters.digits(),
                parameters.period().toSeconds(),
                serial.isEmpty() ? null : serial);
    }

    private static boolean isOrdinary(TotpParameters parameters) {
        return parameters.digits() == TotpParameters.AUTHENTICATOR_APP.digits()
                && parameters.period().equals(TotpParameters.AUTHENTICATOR_APP.period());
    }

    static String write(TotpParameters parameters, String serial) {
        try {
            return JsonSerialization.writeValueAsString(of(parameters, serial));
        } catch (IOException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }

    /**
     * @throws BrokenSealException if its version is unknown to this release
     * @throws IOException if it is damaged; likewise IllegalArgumentException and NullPointerException
     */
    static ClearPart read(String json) throws IOException {
        if (OF_APPS_TEXT.equals(json)) {
            return OF_APPS;
        }
        ClearPart part = JsonSerialization.readValue(json, ClearPart.class);
        if (part.version != VERSION && part.version != VERSION_OF_OTHERS) {
            throw new BrokenSealException("device version " + part.version + " is unknown to this release");
        }
        return part;
    }

    /** @throws IllegalArgumentException if it is damaged; likewise NullPointerException */
    TotpParameters parameters() {
        return equals(OF_APPS)
                ? TotpParameters.AUTHENTICATOR_APP
                : new TotpParameters(algorithm, digits, Duration.ofSeconds(periodSeconds));
    }

    String serialOrEmpty() {
        return serial == null ? "" : serial;
    }
}
