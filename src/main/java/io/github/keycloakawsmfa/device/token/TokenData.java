package io.github.keycloakawsmfa.device.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Token;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.util.JsonSerialization;

/** What a token's row says in clear. */
record TokenData(
        @JsonProperty("v") int version,
        @JsonProperty("serial") String serial,
        @JsonProperty("manufacturer") String manufacturer,
        @JsonProperty("model") String model,
        @JsonProperty("owner") String owner,
        @JsonProperty("algorithm") TotpAlgorithm algorithm,
        @JsonProperty("digits") int digits,
        @JsonProperty("period") long periodSeconds,
        @JsonProperty("importedAt") long importedAtEpochSecond) {

    private static final int VERSION = 1;

    private static final int LONGEST_TEXT = 200;

    /** In bytes of UTF-8, as databases count that give a column so many bytes. */
    private static final int LONGEST_JSON = 2000;

    /** @throws SeedFileException if a text of it is too long to be kept */
    static TokenData of(Token token, Instant now) {
        TotpParameters parameters = token.seed().parameters();
        TokenData data = new TokenData(
                VERSION,
                token.serial(),
                fitting(token, "manufacturer", token.manufacturer()),
                fitting(token, "model", token.model()),
                fitting(token, "user", token.owner()),
                parameters.algorithm(),
                parameters.digits(),
                parameters.period().toSeconds(),
                now.getEpochSecond());
        if (data.toJson().getBytes(StandardCharsets.UTF_8).length > LONGEST_JSON) {
            throw new SeedFileException(token.line(), "manufacturer, model and user together are too long");
        }
        return data;
    }

    private static String fitting(Token token, String what, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new SeedFileException(
                    token.line(), "the " + what + " is longer than " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    String toJson() {
        try {
            return JsonSerialization.writeValueAsString(this);
        } catch (IOException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }

    /** @throws BrokenSealException if it is damaged, or of a version that this release does not know */
    static TokenData fromJson(String json) {
        TokenData data;
        try {
            data = JsonSerialization.readValue(json, TokenData.class);
        } catch (IOException | RuntimeException e) {
            throw new BrokenSealException("the token's row is damaged", e);
        }
        if (data.version != VERSION) {
            throw new BrokenSealException("token version " + data.version + " is unknown to this release");
        }
        return data;
    }

    /** @throws BrokenSealException if it is damaged */
    TotpParameters parameters() {
        try {
            return new TotpParameters(algorithm, digits, Duration.ofSeconds(periodSeconds));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new BrokenSealException("the token's row is damaged", e);
        }
    }
}
