package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;

/** What a pair from a clock that is off lets the page say: how far it is off, and how to set it. */
final class ClockOffsetMessage {

    private static final Duration STEP = TotpParameters.AUTHENTICATOR_APP.period();

    private ClockOffsetMessage() {}

    /**
     * A slow clock is best set first. A fast one has used up steps that are still to come: set right at once, it would
     * show codes that count as spent until they are over, so the next code comes first.
     *
     * @param drift the device's clock minus the server's, in steps; one step is as right as a clock that people read
     * @param codes how many were typed, two or three: as many confirm, for one might not be looked at
     */
    static UserMessage of(long drift, int codes) {
        boolean triple = codes == TypedCodes.TRIPLE;
        if (Math.abs(drift) <= 1) {
            return UserMessage.of(triple ? "virtualMfaTripleClockRight" : "virtualMfaClockRight");
        }
        if (drift < 0) {
            return UserMessage.of(
                    triple ? "virtualMfaTripleClockSlow" : "virtualMfaClockSlow", STEP.multipliedBy(-drift));
        }
        // The next code uses up one step more, three codes three, and of the first two after that neither may be used
        // up.
        return triple
                ? UserMessage.of("virtualMfaTripleClockFast", STEP.multipliedBy(drift), STEP.multipliedBy(drift + 4))
                : UserMessage.of("virtualMfaClockFast", STEP.multipliedBy(drift), STEP.multipliedBy(drift + 2));
    }
}
