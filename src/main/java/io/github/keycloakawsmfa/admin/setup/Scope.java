package io.github.keycloakawsmfa.admin.setup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who is asked for a code: users who go to AWS, or everybody in the realm. */
public enum Scope {
    CLIENT,
    REALM;

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
