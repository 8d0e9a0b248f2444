package io.github.keycloakawsmfa.device.ledger;

import java.time.Duration;

/** What became of a device that was to be assigned. */
public sealed interface AssignOutcome {

    /** Stored, with the steps of its pair burned. */
    record Assigned(String deviceId) implements AssignOutcome {}

    /** The user has a device, perhaps only since the page was made, and brought none of its codes: nothing was stored. */
    record CodeOwed() implements AssignOutcome {}

    /** A first device, in a session that was carried along, with no pending ticket to use instead: nothing was stored. */
    record SignInOwed() implements AssignOutcome {}

    /** The first device needs a ticket, and none was brought: nothing was stored. */
    record TicketOwed() implements AssignOutcome {}

    /**
     * No such ticket, or it has expired.
     *
     * @param nextWait how long no ticket or code is checked from now on, zero for no wait
     */
    record TicketRefused(Duration nextWait) implements AssignOutcome {}

    /** The code of the present device did not pass, or there is a wait; nothing was stored. */
    record ProofRejected(SpendOutcome why) implements AssignOutcome {}

    /** The user has {@link Devices#MOST} devices; nothing was spent. */
    record LimitReached() implements AssignOutcome {}

    /** The device already exists, from another call with the same pair; nothing was spent. */
    record AlreadyAssigned() implements AssignOutcome {}

    /** The user has no device (any more), and this way never assigns a first one. */
    record NoDevice() implements AssignOutcome {}

    /** Another device of the user has this name; nothing was spent. */
    record NameTaken() implements AssignOutcome {}

    /** The user's ledger row stayed locked by another transaction: nothing happened, try again. */
    record Busy() implements AssignOutcome {}

    /**
     * The devices' key or the user's ledger row cannot be read: nothing was stored.
     *
     * @param reason names what is wrong, for event and log; never shown to the user
     * @param damaged whether it is the user's record, which an administrator can repair, and not the key
     */
    record Unavailable(String reason, boolean damaged) implements AssignOutcome {}
}
