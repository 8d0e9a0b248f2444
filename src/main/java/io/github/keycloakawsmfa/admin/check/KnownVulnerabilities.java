package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

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

        @JsonProperty(value = "holes", required = true) List<Vulnerability> holes) {

    /** What a realm must use for a hole to be one there. */
    enum Condition {
        ALWAYS,
        /** An enabled one of any kind. */
        IDENTITY_PROVIDER,
        SAML_IDENTITY_PROVIDER,
        /** Of administrators, in the version that is switched on per realm. */
        FINE_GRAINED_PERMISSIONS;

        /** @throws IllegalArgumentException if nothing has that wire name */
        @JsonCreator
        static Condition of(String wireName) {
            return Arrays.stream(values())
                    .filter(condition -> condition.wireName().equals(wireName))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No condition is named " + wireName));
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One Keycloak hole that leads to AWS.
     *
     * @param condition what makes it one
     * @param fixedIn the first release without it, of each branch that was fixed; empty if none was
     * @param sentence what it lets people do, without a full stop
     * @param advice what to do while no release closes it, or null
     * @param source where this is known from; never shown
     */
    record Vulnerability(
            @JsonProperty(value = "cve", required = true) String cve,
            @JsonProperty(value = "where", required = true) Condition condition,

            @JsonProperty(value = "fixedIn", required = true)
            List<KeycloakVersion> fixedIn,

            @JsonProperty(value = "sentence", required = true)
            String sentence,

            @JsonProperty("advice") String advice,
            @JsonProperty(value = "source", required = true) String source) {

        /** @throws IllegalArgumentException if something is missing, or a branch is listed twice */
        Vulnerability {
            Objects.requireNonNull(condition);
            Objects.requireNonNull(source);
            if (!cve.matches("CVE-[0-9]{4}-[0-9]{4,7}") || sentence.isBlank() || sentence.endsWith(".")) {
                throw new IllegalArgumentException("Not a hole: " + cve);
            }
            if (fixedIn.stream().map(KeycloakVersion::branch).distinct().count() != fixedIn.size()) {
                throw new IllegalArgumentException("A branch of " + cve + " is there twice");
            }
            if (fixedIn.isEmpty() == (advice == null)) {
                throw new IllegalArgumentException("Advice is for what no release closes: " + cve);
            }
            fixedIn = fixedIn.stream().sorted().toList();
        }

        /**
         * Whether that release has it: on a branch that was fixed the number decides; a branch between two of them was not
         * fixed, and one newer than all started without it.
         */
        boolean isOpenIn(KeycloakVersion version) {
            Optional<KeycloakVersion> onBranch = fixedIn.stream()
                    .filter(fix -> fix.branch().equals(version.branch()))
                    .findFirst();
            Optional<KeycloakVersion> decides =
                    onBranch.or(() -> fixedIn.stream().max(Comparator.naturalOrder()));
            return decides.map(fix -> version.compareTo(fix) < 0).orElse(true);
        }
    }

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
                || holes.stream().map(Vulnerability::cve).distinct().count() != holes.size()) {
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

    List<Vulnerability> openIn(KeycloakVersion version) {
        return holes.stream().filter(hole -> hole.isOpenIn(version)).toList();
    }
}
