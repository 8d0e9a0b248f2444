package io.github.keycloakawsmfa.device;

import java.time.Duration;

/** What became of what was typed: one code, or two consecutive ones. */
public sealed interface SpendOutcome {

    /**
     * It was right and its step is burned, together with all older ones.
     *
     * @param deviceId the device that it belongs to
     * @param drift the device's drift in time steps from now on
     * @param resynced whether it confirmed the offset that a pair had shown before
     */
    record Accepted(String deviceId, String deviceName, long drift, boolean resynced) implements SpendOutcome {}

    /**
     * Two consecutive codes of this device, from a clock that is off by more than a code may be. They are burned and
     * prove nothing; the offset is kept when one more, later code fits it.
     *
     * @param drift the offset in time steps, negative for a device that is behind
     */
    record OffsetFound(String deviceId, String deviceName, long drift) implements SpendOutcome {}

    /**
     * Not valid, or already used: one answer for both, so that a code is never diagnosed (rule S4).
     *
     * @param nextWait how long no code is looked at from now on, zero for not at all
     */
    record Refused(Duration nextWait) implements SpendOutcome {}

    /** Not as many ASCII digits as a code has; nothing was counted. */
    record Malformed() implements SpendOutcome {}

    /** Twice the same code where two consecutive ones are asked for: not looked at, nothing was counted. */
    record SameCodeTwice() implements SpendOutcome {}

    /** After so many wrong codes a single one does not count: two consecutive ones are needed. It was not looked at. */
    record PairNeeded() implements SpendOutcome {}

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
