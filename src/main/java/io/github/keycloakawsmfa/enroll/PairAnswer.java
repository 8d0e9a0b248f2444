package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.totp.PairOutcome;

/** What two consecutive codes say about a device that is to be assigned by a call. */
public sealed interface PairAnswer {

    /** They fit: the ledger may store this device. */
    record Fits(NewDevice device) implements PairAnswer {}

    /** They do not fit. The reason may be told: the caller was given the secret. */
    record Wrong(PairOutcome why) implements PairAnswer {}

    /**
     * They are right, but late or from a clock that is off: two new ones are needed.
     *
     * @param drift device clock minus server clock, in time steps
     */
    record NewPairRequired(long drift) implements PairAnswer {}

    /** Nothing with this id is waiting at this door: unknown, expired, replaced, or assigned. */
    record Gone() implements PairAnswer {}
}
