package io.github.keycloakawsmfa.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a ratio or a count should be at most. A benchmark says whether it was, and does not fail by it.
 *
 * @param measured not a number where it could not be told
 */
public record Target(String what, double limit, double measured) {

    /** How each table of goals begins. */
    static final String HEAD = "| Goal | at most | measured | |\n|---|---:|---:|---|\n";

    static final String HIT = "hit";
    static final String MISSED = "**missed**";

    public static String table(List<Target> targets) {
        return targets.stream().map(Target::row).collect(Collectors.joining("\n", HEAD, "\n"));
    }

    private String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %s | %s |",
                what,
                limit,
                Double.isNaN(measured) ? "–" : String.format(Locale.ROOT, "%.2f", measured),
                measured <= limit ? HIT : MISSED);
    }
}
