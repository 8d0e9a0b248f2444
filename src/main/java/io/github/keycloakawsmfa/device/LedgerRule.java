package io.github.keycloakawsmfa.device;

import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether typed codes count: a pure function of the ledger's state, the devices, the codes and the time.
 *
 * <p>Accepting a code burns its step and all older ones, and moves the drift to where the code was. Two consecutive codes
 * count as one where the device's clock is thought to be; elsewhere they only show where it is.
 */
final class LedgerRule {

    private static final int DIGITS = TotpParameters.AUTHENTICATOR_APP.digits();

    /** @param next the state to store, also when the codes were refused */
    record Decision(SpendOutcome outcome, LedgerState next) {}

    private record Found(VirtualMfaDevice device, CodeMatch match) {

        boolean isBetterThan(Found other) {
            return other == null || (other.isOff() && !isOff());
        }

        boolean isOff() {
            return match.kind() == CodeMatch.Kind.OFF;
        }
    }

    private LedgerRule() {}

    /**
     * @param devices all devices of the user, opened; not empty
     * @param typed a picked device that the user does not have matches nothing
     */
    static Decision spend(LedgerState state, List<VirtualMfaDevice> devices, TypedCodes typed, Instant now) {
        Duration waiting = Throttle.waiting(state, now);
        if (!waiting.isZero()) {
            return new Decision(new SpendOutcome.Waiting(waiting), state);
        }
        if (!typed.isPair() && Throttle.needsPair(state, now)) {
            return new Decision(new SpendOutcome.PairNeeded(), state);
        }
        Optional<TotpCode> code1 = TotpCode.parse(typed.code1(), DIGITS);
        Optional<TotpCode> code2 = typed.isPair() ? TotpCode.parse(typed.code2(), DIGITS) : code1;
        if (code1.isEmpty() || code2.isEmpty()) {
            return new Decision(new SpendOutcome.Malformed(), state);
        }
        if (typed.isPair() && code1.equals(code2)) {
            return new Decision(new SpendOutcome.SameCodeTwice(), state);
        }
        Found found = null;
        // No early exit: the work done tells nobody which device a code belongs to (rule S4).
        for (VirtualMfaDevice device : devices) {
            DeviceClock clock = clockOf(state, device, now);
            Optional<CodeMatch> match = typed.isPair()
                    ? CodeMatch.ofPair(device, clock, code1.get(), code2.get(), now)
                    : CodeMatch.ofOne(device, clock, code1.get(), now);
            if (match.isPresent() && typed.allows(device.id())) {
                Found here = new Found(device, match.get());
                found = here.isBetterThan(found) ? here : found;
            }
        }
        return found == null ? refused(state, now) : matched(found, state, now);
    }

    private static Decision refused(LedgerState state, Instant now) {
        LedgerState next = Throttle.afterWrongCode(state, now);
        return new Decision(new SpendOutcome.Refused(Throttle.waiting(next, now)), next);
    }

    private static Decision matched(Found found, LedgerState state, Instant now) {
        VirtualMfaDevice device = found.device;
        long step = found.match.step();
        long nowStep = device.parameters().stepAt(now);
        DeviceClock clock = clockOf(state, device, now);
        LedgerState calmed = Throttle.afterRightCode(state, now);
        if (found.isOff()) {
            SpendOutcome outcome = new SpendOutcome.OffsetFound(device.id(), device.name(), step - nowStep);
            return new Decision(outcome, calmed.withDevice(device.id(), clock.found(step, nowStep, now)));
        }
        boolean resynced = found.match.kind() == CodeMatch.Kind.CONFIRMS_OFFSET;
        SpendOutcome outcome = new SpendOutcome.Accepted(device.id(), device.name(), step - nowStep, resynced);
        return new Decision(outcome, calmed.withDevice(device.id(), clock.accepted(step, nowStep, now)));
    }

    /** The clocks of devices that the ledger has not seen before are settled first, so that they start only once. */
    static LedgerState withUnknownDevices(LedgerState state, List<VirtualMfaDevice> devices, Instant now) {
        LedgerState settled = state;
        for (VirtualMfaDevice device : devices) {
            settled = settled.withDevice(device.id(), clockOf(state, device, now));
        }
        return settled;
    }

    private static DeviceClock clockOf(LedgerState state, VirtualMfaDevice device, Instant now) {
        DeviceClock known = state.devices().get(device.id());
        return known != null ? known : DeviceClock.unknown(device, now);
    }
}
