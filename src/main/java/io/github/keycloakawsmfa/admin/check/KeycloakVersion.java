package io.github.keycloakawsmfa.admin.check;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Keycloak. What a vendor adds behind the third number is not looked at. */
record KeycloakVersion(int major, int minor, int patch) implements Comparable<KeycloakVersion> {

    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})(?![0-9]).*");

    private static final Comparator<KeycloakVersion> ORDER = Comparator.comparingInt(KeycloakVersion::major)
            .thenComparingInt(KeycloakVersion::minor)
            .thenComparingInt(KeycloakVersion::patch);

    /** @return empty for what does not begin with three numbers */
    static Optional<KeycloakVersion> parse(String text) {
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
