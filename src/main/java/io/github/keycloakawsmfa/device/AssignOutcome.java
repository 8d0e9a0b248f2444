package io.github.keycloakawsmfa.device;

/** What became of a device that was to be assigned. */
public sealed interface AssignOutcome {

    /** Stored, with the steps of its pair burned. */
    record Assigned(String deviceId) implements AssignOutcome {}

    /** The user has a device already, perhaps since the wizard was opened: nothing was stored. */
    record DeviceExists() implements AssignOutcome {}

    /** The user's ledger row stayed locked by somebody else: nothing happened, try again. */
    record Busy() implements AssignOutcome {}

    /**
     * The key that seals devices is not to be had: nothing was stored.
     *
     * @param reason names the setting, for event and log; never shown to the user
     */
    record Unavailable(String reason) implements AssignOutcome {}
}
