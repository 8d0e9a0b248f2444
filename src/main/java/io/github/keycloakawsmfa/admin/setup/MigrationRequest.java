package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.PastTime;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.seeds.Peculiarity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an administrator asks for of Keycloak's own one-time codes and of others' secrets. What is not specified stays as it
 * is.
 *
 * @param atNextCode whether built-in one-time codes become devices at their users' next right code
 * @param before until when they were set up; if nothing is said, until the first call that has them move
 * @param stepForBoth whether one step of a flow asks for either code: if nothing is said, once codes are to move; it stays
 *     when they no longer are, for users who have moved
 * @param refuse kinds that are left where they are
 */
record MigrationRequest(
        Optional<Boolean> atNextCode,
        Optional<Instant> before,
        Optional<Boolean> stepForBoth,
        Optional<Set<Peculiarity>> refuse) {

    static final String FIELD = "migration";

    static final MigrationRequest NOTHING =
            new MigrationRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String AT_NEXT_CODE = "atNextCode";
    private static final String BEFORE = "before";
    private static final String STEP_FOR_BOTH = "stepForBoth";
    private static final String REFUSE = "refuse";

    /** @throws BadCallException with a sentence that names the field */
    static MigrationRequest of(StrictJson json) {
        return json.object(FIELD, Set.of(AT_NEXT_CODE, BEFORE, STEP_FOR_BOTH, REFUSE))
                .map(fields -> new MigrationRequest(
                        fields.flagIfSaid(AT_NEXT_CODE),
                        fields.text(BEFORE).map(PastTime::parse),
                        fields.flagIfSaid(STEP_FOR_BOTH)
                                .or(() -> fields.flagIfSaid(AT_NEXT_CODE).filter(wanted -> wanted)),
                        fields.textsIfSaid(REFUSE).map(MigrationRequest::kinds)))
                .orElse(NOTHING);
    }

    private static Set<Peculiarity> kinds(List<String> names) {
        return Migration.read(String.join(",", names))
                .orElseThrow(() -> new BadCallException(
                        "\"" + REFUSE + "\" lists weak, hotp, algorithm, digits and period, each once."));
    }

    /** For the admin event. */
    void describe(Map<String, Object> fields) {
        Map<String, Object> asked = new LinkedHashMap<>();
        atNextCode.ifPresent(value -> asked.put(AT_NEXT_CODE, value));
        before.ifPresent(value -> asked.put(BEFORE, Migration.write(value)));
        stepForBoth.ifPresent(value -> asked.put(STEP_FOR_BOTH, value));
        refuse.ifPresent(value -> asked.put(REFUSE, Migration.write(value)));
        if (!asked.isEmpty()) {
            fields.put(FIELD, asked);
        }
    }
}
