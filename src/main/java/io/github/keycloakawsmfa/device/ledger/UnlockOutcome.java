package io.github.keycloakawsmfa.device.ledger;

/** What became of an administrator's wish that a user's wrong codes and waits are forgotten. */
public sealed interface UnlockOutcome {

    /** Codes are looked at again; evidence is none of what could not be read. */
    record Unlocked() implements UnlockOutcome {}

    /** The user's ledger row stayed locked by somebody else: nothing happened, try again. */
    record Busy() implements UnlockOutcome {}

    /**
     * The database has another user's row in this one's place: nothing happened.
     *
     * @param reason names what is wrong, for event and log
     */
    record Unavailable(String reason) implements UnlockOutcome {}
}
