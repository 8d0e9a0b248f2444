package io.github.keycloakawsmfa.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tests run on.
 *
 * @param keycloak a release, such as {@code 26.4.7}, or an image, such as {@code quay.io/keycloak/keycloak:nightly}
 * @param java the server's Java, such as {@code 25}; empty for the image's, or for the tests' own where the server comes from the zip
 */
record Entry(String keycloak, String java) {

    private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:/(\\d+))?");
    private static final Pattern IMAGE =
            Pattern.compile("[a-z0-9][a-z0-9._/-]*(?::\\d+/[a-z0-9._/-]+)?:[A-Za-z0-9._-]+");

    /**
     * @param entries separated by commas: {@code RELEASE}, {@code RELEASE/JAVA} or {@code IMAGE:TAG}
     * @throws IllegalArgumentException if an entry is anything else; its message names the first such entry
     */
    static List<Entry> list(String entries) {
        return Arrays.stream(entries.split(",", -1))
                .map(String::strip)
                .map(Entry::of)
                .toList();
    }

    private static Entry of(String entry) {
        Matcher release = RELEASE.matcher(entry);
        if (release.matches()) {
            return new Entry(release.group(1), release.group(2) == null ? "" : release.group(2));
        }
        if (IMAGE.matcher(entry).matches()) {
            return new Entry(entry, "");
        }
        throw new IllegalArgumentException(
                "-Dmatrix= takes releases (26.7.3), releases with a Java (26.7.3/25) and images (NAME:TAG), not '"
                        + entry + "'");
    }

    boolean isImage() {
        return keycloak.contains(":");
    }

    /** Also a folder's name. */
    @Override
    public String toString() {
        return (keycloak + (java.isEmpty() ? "" : "/" + java)).replaceAll("[/:]", "-");
    }
}
