package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Keycloak's holes known on a given day.
 *
 * @param asOf ISO 8601
 * @param recommended the releases to use, the best first
 */
record KnownVulnerabilities(
        @JsonProperty(value = "asOf", required = true) String asOf,

        @JsonProperty(value = "recommended", required = true)
        List<KeycloakVersion> recommended,

        @JsonProperty(value = "holes", required = true) List<KnownVulnerability> holes) {

    private static final String FILE = "keycloak-holes.json";

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final class Shipped {
        static final KnownVulnerabilities HOLES = parse(KnownVulnerabilities.class.getResourceAsStream(FILE));
    }

    /** @throws IllegalArgumentException if nothing is recommended, or a hole is listed twice */
    KnownVulnerabilities {
        LocalDate.parse(asOf);
        if (recommended.isEmpty()
                || holes.stream().map(KnownVulnerability::cve).distinct().count() != holes.size()) {
            throw new IllegalArgumentException("Nothing is recommended, or a hole is there twice");
        }
        recommended = List.copyOf(recommended);
        holes = List.copyOf(holes);
    }

    /** Those shipped with this JAR, read once. */
    static KnownVulnerabilities shipped() {
        return Shipped.HOLES;
    }

    /** @throws UncheckedIOException if it is malformed, or a field is unknown, missing or repeated */
    static KnownVulnerabilities parse(InputStream json) {
        try (json) {
            return MAPPER.readValue(json, KnownVulnerabilities.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<KnownVulnerability> openIn(KeycloakVersion version) {
        return holes.stream().filter(hole -> hole.isOpenIn(version)).toList();
    }
}
