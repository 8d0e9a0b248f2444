package io.github.keycloakawsmfa.admin.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the answer of a set-up call lists. */
final class SetupChanges {

    private SetupChanges() {}

    /** Each change as {@code action what name}. */
    static List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        answer.get("changes")
                .forEach(change -> lines.add(change.get("action").asText() + " "
                        + change.get("what").asText() + " " + change.get("name").asText()));
        return lines;
    }

    /** The detail of the first change of that name. */
    static String detail(JsonNode answer, String name) {
        return detail(answer, name, null);
    }

    /** @param what null for whatever it is */
    static String detail(JsonNode answer, String name, String what) {
        for (JsonNode change : answer.get("changes")) {
            if (change.get("name").asText().equals(name)
                    && (what == null || change.get("what").asText().equals(what))) {
                return change.get("detail").asText();
            }
        }
        throw new AssertionError(name + " is not in " + answer);
    }
}
