package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One hole of Keycloak that leads to AWS.
 *
 * @param condition what makes it one
 * @param fixedIn the first release without it, of each branch that was mended; empty if none was
 * @param sentence what it lets people do, without a full stop
 * @param advice what to do as long as no release closes it, or null
 * @param source where this is known from; nobody is shown it
 */
record KnownHole(
        @JsonProperty(value = "cve", required = true) String cve,
        @JsonProperty(value = "where", required = true) HoleCondition condition,
        @JsonProperty(value = "fixedIn", required = true) List<KeycloakVersion> fixedIn,
        @JsonProperty(value = "sentence", required = true) String sentence,
        @JsonProperty("advice") String advice,
        @JsonProperty(value = "source", required = true) String source) {

    /** @throws IllegalArgumentException if something is missing, or a branch is there twice */
    KnownHole {
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
     * Whether that release has it: on a branch that was mended the number decides; a branch between two of them was not
     * mended, and one that is newer than all began without it.
     */
    boolean isOpenIn(KeycloakVersion version) {
        Optional<KeycloakVersion> onBranch = fixedIn.stream()
                .filter(fix -> fix.branch().equals(version.branch()))
                .findFirst();
        Optional<KeycloakVersion> decides = onBranch.or(() -> fixedIn.stream().max(Comparator.naturalOrder()));
        return decides.map(fix -> version.compareTo(fix) < 0).orElse(true);
    }
}
