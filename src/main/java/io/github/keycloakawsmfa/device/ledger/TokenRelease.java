package io.github.keycloakawsmfa.device.ledger;

/** What became of a hardware token that was to be taken from its user. */
public enum TokenRelease {
    /** It is nobody's, and the device is gone. */
    RELEASED,
    /** It is not this user's (any more), and nothing was done. */
    NOT_THEIRS
}
