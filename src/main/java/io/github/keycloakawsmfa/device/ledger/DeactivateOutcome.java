package io.github.keycloakawsmfa.device.ledger;

/** What became of a device that was to be deactivated. */
public sealed interface DeactivateOutcome {

    /** Gone, and its evidence with it. */
    record Deactivated(String deviceId, String deviceName) implements DeactivateOutcome {}

    /** The user has no such device (any more). */
    record Gone() implements DeactivateOutcome {}

    /** It is the user's last device, and that one has to stay; nothing was spent. */
    record LastDevice() implements DeactivateOutcome {}

    /** The code did not pass, or there is a wait; the device stays. */
    record ProofRejected(SpendOutcome why) implements DeactivateOutcome {}

    /** The user's ledger row stayed locked by another transaction: nothing happened, try again. */
    record Busy() implements DeactivateOutcome {}

    /**
     * The devices' key or the user's ledger row cannot be read: nothing happened.
     *
     * @param reason names what is wrong, for event and log; never shown to the user
     * @param damaged whether it is the user's record, which an administrator can repair, and not the key
     */
    record Unavailable(String reason, boolean damaged) implements DeactivateOutcome {}
}
