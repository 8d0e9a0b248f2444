package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;

/** What the page says after a pair from a clock that is off: how far off it is, and how to set it. */
final class ClockOffsetMessage {

    private static final Duration STEP = TotpParameters.AUTHENTICATOR_APP.period();

    private ClockOffsetMessage() {}

    /**
     * A slow clock is best set first. A fast one has used up steps that are still to come: if set right at once, it
     * would show codes that count as spent until they have passed, so the next code comes first.
     *
     * @param drift the device's clock minus the server's, in steps; one step is as accurate as a clock that people read
     * @param codes how many were typed, two or three: as many must confirm, because one might not be checked
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
        // The next code uses up one more step, three codes use three, and neither of the first two after that may be
        // used up.
        return triple
                ? UserMessage.of("virtualMfaTripleClockFast", STEP.multipliedBy(drift), STEP.multipliedBy(drift + 4))
                : UserMessage.of("virtualMfaClockFast", STEP.multipliedBy(drift), STEP.multipliedBy(drift + 2));
    }
}
