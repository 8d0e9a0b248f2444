package io.github.keycloakawsmfa.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.check.FindingId.Severity;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Change;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body of every answer that is not an error in the call itself.
 *
 * @param findings the check's errors and warnings of what the call touched, the worst first; null if it was refused
 * @param summary of the findings, for people; null likewise
 * @param errorMessage null unless refused; kcadm shows only this field of a 409 answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SetupAnswer(
        @JsonProperty("dryRun") boolean dryRun,
        @JsonProperty("changes") List<Change> changes,
        @JsonProperty("findings") List<Finding> findings,
        @JsonProperty("summary") String summary,
        @JsonProperty("errorMessage") String errorMessage) {

    static SetupAnswer of(boolean dryRun, List<Change> changes, List<Finding> findings) {
        return new SetupAnswer(dryRun, changes, findings, summary(findings), null);
    }

    private static String summary(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "The check finds nothing that is in the way.";
        }
        String ids = findings.stream()
                .map(finding -> finding.id().wireName())
                .distinct()
                .collect(Collectors.joining(", "));
        return "The check finds errors: " + count(findings, Severity.ERROR) + ", warnings: "
                + count(findings, Severity.WARNING) + " (" + ids + "). Each finding says what sets it right.";
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Nothing was changed, and why. */
    static SetupAnswer refused(List<Change> changes) {
        String reasons = changes.stream()
                .filter(change -> change.action() == Change.Action.CONFLICT)
                .map(change -> change.what().wireName() + " " + change.name() + ": " + change.detail())
                .collect(Collectors.joining("; "));
        return new SetupAnswer(false, changes, null, null, "Nothing was changed. " + reasons);
    }
}
