package io.github.keycloakawsmfa.admin.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.totp.TotpParameters;

/**
 * One hardware token, as an administrator reads it.
 *
 * @param manufacturer absent if the file did not say; likewise model and owner
 * @param owner whom the file named, who need not have it
 * @param importedAt ISO 8601, in UTC
 * @param state {@code waiting}, {@code assigned} or {@code lost}
 * @param userId absent for nobody's
 */
record TokenAnswer(
        @JsonProperty("serial") String serial,
        @JsonProperty("manufacturer") String manufacturer,
        @JsonProperty("model") String model,
        @JsonProperty("owner") String owner,
        @JsonProperty("algorithm") String algorithm,
        @JsonProperty("digits") int digits,
        @JsonProperty("periodSeconds") long periodSeconds,
        @JsonProperty("importedAt") String importedAt,
        @JsonProperty("state") String state,
        @JsonProperty("userId") String userId) {

    static TokenAnswer of(HardwareToken token) {
        TotpParameters parameters = token.parameters();
        return new TokenAnswer(
                token.serial(),
                said(token.manufacturer()),
                said(token.model()),
                said(token.owner()),
                parameters.algorithm().otpauthName(),
                parameters.digits(),
                parameters.period().toSeconds(),
                token.importedAt().toString(),
                token.state().wireName(),
                token.userId().orElse(null));
    }

    private static String said(String text) {
        return text.isEmpty() ? null : text;
    }
}
