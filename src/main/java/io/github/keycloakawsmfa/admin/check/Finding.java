package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.keycloakawsmfa.admin.check.FindingId.Severity;
import io.github.keycloakawsmfa.device.text.Excerpt;

/**
 * One thing that is not as it should be, or is good to know. It contains no secret.
 *
 * @param where what it is about, for example {@code client urn:amazon:webservices}
 * @param sentence what was found
 * @param fix what sets it right
 * @param automatic whether {@code check/fix} does so
 */
@JsonPropertyOrder({"id", "severity", "where", "sentence", "fix", "automatic"})
public record Finding(
        @JsonProperty("id") FindingId id,
        @JsonProperty("where") String where,
        @JsonProperty("sentence") String sentence,
        @JsonProperty("fix") String fix,
        @JsonProperty("automatic") boolean automatic) {

    private static final int LENGTH = 2_500;

    /** Quotes whatever a realm's administrators wrote; it is logged, too. */
    public Finding {
        where = Excerpt.of(where);
        sentence = Excerpt.of(sentence, LENGTH);
        fix = Excerpt.of(fix, LENGTH);
    }

    /** One that an administrator must fix. */
    public static Finding of(FindingId id, String where, String sentence, String fix) {
        return new Finding(id, where, sentence, fix, false);
    }

    /** Of its id. */
    @JsonProperty("severity")
    public Severity severity() {
        return id.severity();
    }
}
