package io.github.keycloakawsmfa.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body of every answer that is not an error in the call itself.
 *
 * @param errorMessage null unless refused; of an answer 409 kcadm shows this field only
 */
record SetupAnswer(
        @JsonProperty("dryRun") boolean dryRun,
        @JsonProperty("changes") List<Change> changes,

        @JsonProperty("errorMessage") @JsonInclude(JsonInclude.Include.NON_NULL)
        String errorMessage) {

    static SetupAnswer of(boolean dryRun, List<Change> changes) {
        return new SetupAnswer(dryRun, changes, null);
    }

    /** Nothing was changed, and why. */
    static SetupAnswer refused(List<Change> changes) {
        String reasons = changes.stream()
                .filter(change -> change.action() == Change.Action.CONFLICT)
                .map(change -> change.what() + " " + change.name() + ": " + change.detail())
                .collect(Collectors.joining("; "));
        return new SetupAnswer(false, changes, "Nothing was changed. " + reasons);
    }
}
