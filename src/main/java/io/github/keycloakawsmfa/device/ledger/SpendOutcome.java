package io.github.keycloakawsmfa.device.ledger;

import java.time.Duration;

/** What became of the typed codes: one, or two or three consecutive ones. */
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
     * Consecutive codes of this device, from a clock that is off by more than a code may be. They are burned and prove
     * nothing; the offset is kept when one more, later code fits it, during a wait as three consecutive ones.
     *
     * @param drift the offset in time steps, negative for a device that is behind
     */
    record OffsetFound(String deviceId, String deviceName, long drift) implements SpendOutcome {}

    /**
     * Not valid, or already used: one answer for both, so that a code is never diagnosed (rule S4).
     *
     * @param nextWait how long one code or two are not checked from now on, zero for no wait
     * @param counted whether it counts as a wrong code, here and with Keycloak: not three consecutive codes, which
     *     nobody guesses, nor the very code that was accepted a moment ago
     */
    record Refused(Duration nextWait, boolean counted) implements SpendOutcome {}

    /** Not as many ASCII digits as a code has; nothing was counted. */
    record Malformed() implements SpendOutcome {}

    /** The same code twice where consecutive ones are needed: not checked, nothing was counted. */
    record SameCodeTwice() implements SpendOutcome {}

    /** After so many wrong codes a single one does not count: two consecutive ones are needed. It was not checked. */
    record PairNeeded() implements SpendOutcome {}

    /** Too many wrong codes: one code or two were not checked. */
    record Waiting(Duration left) implements SpendOutcome {}

    /** The user has no device, so no code is owed. */
    record NoDevice() implements SpendOutcome {}

    /** The user's ledger row stayed locked by another transaction: nothing happened, try again. */
    record Busy() implements SpendOutcome {}

    /**
     * The devices' key or the user's ledger row cannot be read: nothing happened.
     *
     * @param reason names what is wrong, for event and log; never shown to the user
     * @param damaged whether it is the user's record, which an administrator can repair, and not the key
     */
    record Unavailable(String reason, boolean damaged) implements SpendOutcome {}
}
