package io.github.keycloakawsmfa.admin.setup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing that set-up looked at, as the administrator reads it.
 *
 * @param what the kind of thing, for example {@code client} or {@code role}
 * @param detail old and new value, or why; may be empty
 */
public record Change(String what, String name, Action action, String detail) {

    public enum Action {
        CREATE,
        UPDATE,
        ADOPT,
        KEEP,
        CONFLICT;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An adoption that nobody agreed to. */
    public Change refused() {
        return action == Action.ADOPT
                ? new Change(what, name, Action.CONFLICT, detail + " (send \"adopt\": true to agree)")
                : this;
    }
}
