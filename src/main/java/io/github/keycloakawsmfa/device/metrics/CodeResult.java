package io.github.keycloakawsmfa.device.metrics;

import java.util.Locale;

/** What became of codes, in the words that events use for it ({@code reason}). Nothing tells more than an event does (rule S4). */
public enum CodeResult {
    /** Right, and spent. */
    CODE_ACCEPTED(true),
    /** Two consecutive codes of a device that is assigned with them. */
    PAIR_ACCEPTED(true),

    CODE_REFUSED,
    OFFSET_FOUND,
    WAITING,
    CODE_MALFORMED,
    SAME_CODE_TWICE,
    PAIR_NEEDED,
    NO_DEVICE,
    /** The user's row stayed locked, or the database had no connection. */
    BUSY,
    /** The key, the devices or the user's row cannot be read; an event says which. */
    UNAVAILABLE,
    /** Keycloak's brute-force protection has locked the user. */
    LOCKED,
    DISABLED,

    PAIR_OFF,
    PAIR_OUTSIDE_RANGE,
    PAIR_SAME_CODE_TWICE,
    PAIR_SWAPPED,
    PAIR_GAP,
    PAIR_ONLY_ONE_KNOWN,
    PAIR_NONE_KNOWN;

    private final boolean accepted;

    CodeResult() {
        this(false);
    }

    CodeResult(boolean accepted) {
        this.accepted = accepted;
    }

    /** As in events. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String outcome() {
        return accepted ? "accepted" : "refused";
    }
}
