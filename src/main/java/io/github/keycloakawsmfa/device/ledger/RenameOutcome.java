package io.github.keycloakawsmfa.device.ledger;

/** What became of a device's new name. */
public sealed interface RenameOutcome {

    /** The device has it. */
    record Renamed() implements RenameOutcome {}

    /** Another device of the user has this name. */
    record NameTaken() implements RenameOutcome {}

    /** The user has no such device (any more). */
    record Gone() implements RenameOutcome {}

    /** The user's ledger row stayed locked by another transaction: nothing happened, try again. */
    record Busy() implements RenameOutcome {}

    /**
     * The user's ledger row cannot be read: nothing happened.
     *
     * @param reason names what is wrong, for event and log; never shown to the user
     */
    record Unavailable(String reason) implements RenameOutcome {}
}
