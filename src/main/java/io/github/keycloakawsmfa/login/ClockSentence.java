package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;

/** What a pair from a clock that is off lets the page say: how far it is off, and how to set it. */
final class ClockSentence {

    private static final Duration STEP = TotpParameters.AUTHENTICATOR_APP.period();

    private ClockSentence() {}

    /**
     * A slow clock is best set first. A fast one has used up steps that are still to come: set right at once, it would
     * show codes that count as spent until they are over, so the next code comes first.
     *
     * @param drift the device's clock minus the server's, in steps; one step is as right as a clock that people read
     */
    static Sentence of(long drift) {
        if (Math.abs(drift) <= 1) {
            return Sentence.of("virtualMfaClockRight");
        }
        if (drift < 0) {
            return Sentence.of("virtualMfaClockSlow", STEP.multipliedBy(-drift));
        }
        // The next code uses up one step more, and of two consecutive ones neither may be used up.
        return Sentence.of("virtualMfaClockFast", STEP.multipliedBy(drift), STEP.multipliedBy(drift + 2));
    }
}
