package io.github.keycloakawsmfa.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a ratio should be at most. A benchmark says whether it was, and does not fail by it.
 *
 * @param measured not a number where it could not be told
 */
record Target(String what, double limit, double measured) {

    static String table(List<Target> targets) {
        return targets.stream()
                .map(Target::row)
                .collect(Collectors.joining("\n", "| Goal | at most | measured | |\n|---|---:|---:|---|\n", "\n"));
    }

    private String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %s |",
                what,
                limit,
                measured,
                measured <= limit ? "hit" : "**missed**");
    }
}
