package io.github.keycloakawsmfa.device;

import java.time.Duration;

/** What became of one typed code. */
public sealed interface SpendOutcome {

    /**
     * The code was right and its step is burned, together with all older ones.
     *
     * @param deviceId the device that it belongs to
     * @param drift the device's drift in time steps from now on
     */
    record Accepted(String deviceId, String deviceName, long drift) implements SpendOutcome {}

    /** Not valid, or already used: one answer for both, so that a single code is never diagnosed (rule S4). */
    record Refused() implements SpendOutcome {}

    /** Not as many ASCII digits as a code has; nothing was counted. */
    record Malformed() implements SpendOutcome {}

    /** Too many wrong codes: this one was not looked at. */
    record Waiting(Duration left) implements SpendOutcome {}

    /** The user has no device, so no code is owed. */
    record NoDevice() implements SpendOutcome {}

    /** The user's ledger row stayed locked by somebody else: nothing happened, try again. */
    record Busy() implements SpendOutcome {}

    /**
     * The devices' key is not to be had: nothing happened.
     *
     * @param reason names the setting, for event and log; never shown to the user
     */
    record Unavailable(String reason) implements SpendOutcome {}
}
