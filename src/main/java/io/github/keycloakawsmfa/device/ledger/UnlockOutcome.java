package io.github.keycloakawsmfa.device.ledger;

/** What became of an administrator's request to forget a user's wrong codes and waits. */
public sealed interface UnlockOutcome {

    /** Codes are checked again; evidence in a row that could not be read is gone. */
    record Unlocked() implements UnlockOutcome {}

    /** The user's ledger row stayed locked by another transaction: nothing happened, try again. */
    record Busy() implements UnlockOutcome {}

    /**
     * The database has another user's row in this one's place: nothing happened.
     *
     * @param reason names what is wrong, for event and log
     */
    record Unavailable(String reason) implements UnlockOutcome {}
}
