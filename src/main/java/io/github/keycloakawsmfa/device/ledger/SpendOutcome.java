package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.totp.TotpParameters;
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
    record Accepted(String deviceId, String deviceName, long drift, boolean resynced) implements SpendOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.accepted(this);
        }
    }

    /**
     * Consecutive codes of this device, from a clock that is off by more than a code may be. They are burned and prove
     * nothing; the offset is kept when one more, later code fits it, during a wait as three consecutive ones.
     *
     * @param drift the offset in time steps, negative for a device that is behind
     * @param parameters the device's, which say how long a step is
     */
    record OffsetFound(String deviceId, String deviceName, long drift, TotpParameters parameters)
            implements SpendOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.offsetFound(this);
        }
    }

    /**
     * Not valid, or already used: one answer for both, so that a code is never diagnosed (rule S4).
     *
     * @param nextWait how long one code or two are not checked from now on, zero for no wait
     * @param counted whether it counts as a wrong code, here and with Keycloak: not three consecutive codes, which
     *     nobody guesses, nor the very code that was accepted a moment ago
     */
    record Refused(Duration nextWait, boolean counted) implements SpendOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Not as many ASCII digits as a code has; nothing was counted. */
    record Malformed() implements SpendOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.malformed();
        }
    }

    /** The same code twice where consecutive ones are needed: not checked, nothing was counted. */
    record SameCodeTwice() implements SpendOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.sameCodeTwice();
        }
    }

    /** After so many wrong codes a single one does not count: two consecutive ones are needed. It was not checked. */
    record PairNeeded() implements SpendOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.pairNeeded();
        }
    }

    /** Too many wrong codes: one code or two were not checked. */
    record Waiting(Duration left) implements SpendOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.waiting(left);
        }
    }

    /** The user has no device, so no code is owed. */
    record NoDevice() implements SpendOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noDevice();
        }
    }

    /** What to do in each case. */
    interface Cases<R> {

        R accepted(Accepted accepted);

        R offsetFound(OffsetFound found);

        R refused(Refused refused);

        R waiting(Duration left);

        R malformed();

        R sameCodeTwice();

        R pairNeeded();

        R noDevice();
    }

    /** What this case returns. */
    <R> R fold(Cases<R> cases);
}
