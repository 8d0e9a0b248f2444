package io.github.keycloakawsmfa.device;

/** What became of a device that was to be deactivated. */
public sealed interface DeactivateOutcome {

    /** Gone, and its evidence with it. */
    record Deactivated(String deviceId, String deviceName) implements DeactivateOutcome {}

    /** The user has no such device (any more). */
    record Gone() implements DeactivateOutcome {}

    /** It is the user's last device, and that one has to stay; nothing was spent. */
    record LastDevice() implements DeactivateOutcome {}

    /** The code did not pass, or there is a wait; the device stays. */
    record NotPaid(SpendOutcome why) implements DeactivateOutcome {}

    /** The user's ledger row stayed locked by somebody else: nothing happened, try again. */
    record Busy() implements DeactivateOutcome {}

    /**
     * The devices' key is not to be had: nothing happened.
     *
     * @param reason names the setting, for event and log; never shown to the user
     */
    record Unavailable(String reason) implements DeactivateOutcome {}
}
