package io.github.keycloakawsmfa.device.ledger;

/** What became of a device's new name. */
public enum RenameOutcome {
    /** The device has it. */
    RENAMED,
    /** Another device of the user has this name. */
    NAME_TAKEN,
    /** The user has no such device (any more). */
    GONE
}
