package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Keycloak. What a vendor adds after the third number is ignored. */
record KeycloakVersion(int major, int minor, int patch) implements Comparable<KeycloakVersion> {

    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})(?![0-9]).*");

    private static final Comparator<KeycloakVersion> ORDER = Comparator.comparingInt(KeycloakVersion::major)
            .thenComparingInt(KeycloakVersion::minor)
            .thenComparingInt(KeycloakVersion::patch);

    /** What builds of Keycloak's main branch call themselves, besides 999.0.0-SNAPSHOT: newer than every release. */
    private static final String NIGHTLY = "nightly";

    private static final Pattern RELEASE = Pattern.compile("[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}");

    /** A release line, such as 26.4: what is fixed in one need not be in another. */
    record Branch(int major, int minor) {}

    /** @throws IllegalArgumentException if it is not just three numbers */
    @JsonCreator
    static KeycloakVersion release(String text) {
        return parse(text)
                .filter(version -> RELEASE.matcher(text).matches())
                .orElseThrow(() -> new IllegalArgumentException("Not a release: " + text));
    }

    Branch branch() {
        return new Branch(major, minor);
    }

    /** @return empty if it does not begin with three numbers */
    static Optional<KeycloakVersion> parse(String text) {
        if (text.equals(NIGHTLY)) {
            return Optional.of(new KeycloakVersion(Integer.MAX_VALUE, 0, 0));
        }
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.matches()
                ? Optional.of(new KeycloakVersion(
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)),
                        Integer.parseInt(numbers.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(KeycloakVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
