package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.aws.RequiredFrom;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From when on groups and AWS roles need a device, as an administrator asks set-up for it. Groups and roles that are not
 * named stay as they are.
 *
 * @param groups dates by the paths of groups
 * @param roles dates by the names of the client's roles; each date is empty where none is wanted
 */
record RolloutRequest(Map<String, String> groups, Map<String, String> roles) {

    static final String FIELD = "rollout";

    /** Nothing specified. */
    static final RolloutRequest NOTHING = new RolloutRequest(Map.of(), Map.of());

    private static final Set<String> FIELDS = new LinkedHashSet<>(List.of("groups", "roles"));

    /** @throws BadCallException with a sentence that names the field */
    static RolloutRequest of(StrictJson json) {
        return json.object(FIELD, FIELDS)
                .map(rollout -> new RolloutRequest(
                        dates(rollout.textByKey("groups").orElse(Map.of())),
                        dates(rollout.textByKey("roles").orElse(Map.of()))))
                .orElse(NOTHING);
    }

    private static Map<String, String> dates(Map<String, String> texts) {
        Map<String, String> dates = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (!text.isBlank() && RequiredFrom.read(text).isEmpty()) {
                throw new BadCallException("\"" + FIELD + "\" has \"" + text + "\" for \"" + name
                        + "\": it takes a date such as 2027-01-01, an instant such as 2027-01-01T09:00:00Z,"
                        + " or an empty text for none.");
            }
            dates.put(name, text.strip());
        });
        return dates;
    }

    /** For the admin event. */
    void describe(Map<String, Object> fields) {
        if (!equals(NOTHING)) {
            fields.put(FIELD, Map.of("groups", groups, "roles", roles));
        }
    }
}
