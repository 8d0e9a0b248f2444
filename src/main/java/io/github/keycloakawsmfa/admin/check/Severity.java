package io.github.keycloakawsmfa.admin.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad a finding is; the worst first. */
public enum Severity {
    /** AWS is open without MFA, or users cannot get in. */
    ERROR,
    /** Something protects or works less well than it should. */
    WARNING,
    /** Good to know. */
    INFO;

    /** As in answers and logs. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
