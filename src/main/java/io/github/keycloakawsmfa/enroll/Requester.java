package io.github.keycloakawsmfa.enroll;

import java.util.Locale;

/** Who assigns a device by calls, without a page. What was begun at one door is unknown at the other. */
public enum Requester {
    /** An administrator, who owes no code of the user's. */
    ADMINISTRATOR,
    /** The user, who owes a code of an existing device. */
    OWNER;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
