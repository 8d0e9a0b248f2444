package io.github.keycloakawsmfa.admin.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.device.token.StoredToken;
import io.github.keycloakawsmfa.totp.TotpParameters;

/**
 * One hardware token, as an administrator reads it.
 *
 * @param manufacturer absent if the file did not say; likewise model and owner
 * @param owner whom the file named, who need not have it
 * @param importedAt ISO 8601, in UTC
 * @param state {@code waiting}, {@code assigned} or {@code lost}; {@code damaged} if its row cannot be read: then only the
 *     serial number, in upper case, and the user are there
 * @param userId absent for nobody's
 * @param username likewise, and if the user is gone
 */
record TokenAnswer(
        @JsonProperty("serial") String serial,
        @JsonProperty("manufacturer") String manufacturer,
        @JsonProperty("model") String model,
        @JsonProperty("owner") String owner,
        @JsonProperty("algorithm") String algorithm,
        @JsonProperty("digits") Integer digits,
        @JsonProperty("periodSeconds") Long periodSeconds,
        @JsonProperty("importedAt") String importedAt,
        @JsonProperty("state") String state,
        @JsonProperty("userId") String userId,
        @JsonProperty("username") String username) {

    static TokenAnswer of(StoredToken stored) {
        try {
            return of(stored.token());
        } catch (BrokenSealException e) {
            return damaged(stored);
        }
    }

    private static TokenAnswer of(HardwareToken token) {
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
                token.userId().orElse(null),
                null);
    }

    private static TokenAnswer damaged(StoredToken stored) {
        return new TokenAnswer(
                stored.serialKey(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "damaged",
                stored.userId().orElse(null),
                null);
    }

    TokenAnswer withUsername(String name) {
        return new TokenAnswer(
                serial, manufacturer, model, owner, algorithm, digits, periodSeconds, importedAt, state, userId, name);
    }

    /** For somebody who may not see the realm's users. */
    TokenAnswer withoutUser() {
        return new TokenAnswer(
                serial, manufacturer, model, null, algorithm, digits, periodSeconds, importedAt, state, null, null);
    }

    private static String said(String text) {
        return text.isEmpty() ? null : text;
    }
}
