package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.totp.ClockOffset;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;

/**
 * What pages say about a device's clock: how far off it is, and what to do about it. A drift is the device's clock minus
 * the server's, in time steps.
 */
public final class ClockOffsetMessage {

    private ClockOffsetMessage() {}

    /**
     * After codes at a sign-in that were right, but from a clock that is off. A slow clock is best set first. A fast one
     * has used up steps that are still to come: if set right at once, it would show codes that count as spent until they
     * have passed, so the next code comes first.
     *
     * @param codes how many were typed, two or three: as many must confirm, because one might not be checked
     */
    static UserMessage of(SpendOutcome.OffsetFound found, int codes) {
        boolean triple = codes == TypedCodes.TRIPLE;
        Duration period = found.parameters().period();
        ClockOffset offset = ClockOffset.of(found.drift(), found.parameters());
        return switch (offset.direction()) {
            case RIGHT -> UserMessage.of(triple ? "virtualMfaTripleClockRight" : "virtualMfaClockRight");
            case SLOW -> UserMessage.of(triple ? "virtualMfaTripleClockSlow" : "virtualMfaClockSlow", offset.amount());
            // The next code uses up one more step, three codes use three, and neither of the first two after that may
            // be
            // used up.
            case FAST ->
                triple
                        ? UserMessage.of(
                                "virtualMfaTripleClockFast",
                                offset.amount(),
                                offset.amount().plus(period.multipliedBy(4)))
                        : UserMessage.of(
                                "virtualMfaClockFast",
                                offset.amount(),
                                offset.amount().plus(period.multipliedBy(2)));
        };
    }

    /**
     * The same on the page that resyncs a device. A fast clock is left alone until the next code is typed: its spent codes
     * lie ahead, and once set right it would show them again.
     */
    public static UserMessage forResync(long drift, TotpParameters parameters) {
        ClockOffset offset = ClockOffset.of(drift, parameters);
        return switch (offset.direction()) {
            case RIGHT -> UserMessage.of("virtualMfaOffsetNone");
            case SLOW -> UserMessage.of("virtualMfaOffsetSlow", offset.amount());
            case FAST -> UserMessage.of("virtualMfaOffsetFast", offset.amount());
        };
    }

    /** Asks for two new codes of a device that is being assigned: the pair was right, but it was late or the clock is off. */
    public static UserMessage newPairRequired(long drift, TotpParameters parameters) {
        ClockOffset offset = ClockOffset.of(drift, parameters);
        return switch (offset.direction()) {
            case SLOW -> UserMessage.of("virtualMfaPairLate", offset.amount());
            case RIGHT, FAST -> UserMessage.of("virtualMfaPairEarly", offset.amount());
        };
    }

    /** The clock of a device that is being assigned is so far off that its pair was not accepted. */
    public static UserMessage outsideRange(long drift, TotpParameters parameters) {
        ClockOffset offset = ClockOffset.of(drift, parameters);
        return switch (offset.direction()) {
            case SLOW -> UserMessage.of("virtualMfaPairOutsideSlow", offset.amount());
            case RIGHT, FAST -> UserMessage.of("virtualMfaPairOutsideFast", offset.amount());
        };
    }
}
