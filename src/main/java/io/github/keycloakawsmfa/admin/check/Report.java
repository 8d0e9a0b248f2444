package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.check.FindingId.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What all checks have found.
 *
 * @param findings the worst first, then in the order of {@link FindingId}
 */
public record Report(List<Finding> findings) {

    private static final Logger LOG = Logger.getLogger(Report.class);

    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).thenComparing(Finding::id).thenComparing(Finding::where);

    /** Sorts them. */
    public Report {
        findings = findings.stream().sorted(WORST_FIRST).toList();
    }

    /** Runs the checks. A failing one hides nothing of the others. */
    public static Report of(List<? extends Check> checks) {
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            try {
                findings.addAll(check.run());
            } catch (RuntimeException e) {
                String name = check.getClass().getSimpleName();
                LOG.errorf(e, "%s failed", name);
                findings.add(Finding.of(
                        FindingId.CHECK_FAILED,
                        name,
                        "This check failed, so nothing is known of what it looks at.",
                        "See the server's log, and report it."));
            }
        }
        return new Report(findings);
    }

    /** How many there are of each severity, by its wire name. */
    public Map<String, Long> counts() {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, 0L);
        }
        findings.forEach(finding -> counts.merge(finding.severity(), 1L, Long::sum));
        Map<String, Long> named = new LinkedHashMap<>();
        counts.forEach((severity, count) -> named.put(severity.wireName(), count));
        return named;
    }

    /** One line for people. */
    public String summary() {
        return counts().entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Logs errors and warnings, each at its own level, in one line. */
    public void log(String whose) {
        findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .forEach(finding -> LOG.logf(
                        finding.severity() == Severity.ERROR ? Logger.Level.ERROR : Logger.Level.WARN,
                        "aws-mfa check of %s: %s %s (%s): %s %s",
                        whose,
                        finding.severity().wireName(),
                        finding.id().wireName(),
                        finding.where(),
                        finding.sentence(),
                        finding.fix()));
    }
}
