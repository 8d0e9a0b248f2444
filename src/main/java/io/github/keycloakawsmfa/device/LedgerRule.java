package io.github.keycloakawsmfa.device;

import io.github.keycloakawsmfa.totp.Totp;
import io.github.keycloakawsmfa.totp.TotpCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a code counts: a pure function of the ledger's state, the devices, the code and the time.
 *
 * <p>A code is good for a device if it is the code of a step within {@link #WINDOW_STEPS} of where the device's clock
 * is thought to be, and that step is newer than every spent one (RFC 6238 §5.2, made strictly forward). Accepting it
 * burns the step and all older ones, and moves the drift to where the code was, which is one step at most.
 */
final class LedgerRule {

    static final long WINDOW_STEPS = 1;

    /** @param next the state to store, also when the code was refused */
    record Decision(SpendOutcome outcome, LedgerState next) {}

    private LedgerRule() {}

    /**
     * @param devices all devices of the user, opened; not empty
     * @param code empty if what was typed is no code
     * @param pickedDeviceId the only device to try, or null for all; one that the user does not have matches nothing
     */
    static Decision spend(
            LedgerState state,
            List<VirtualMfaDevice> devices,
            Optional<TotpCode> code,
            String pickedDeviceId,
            Instant now) {
        Duration waiting = Throttle.waiting(state, now);
        if (!waiting.isZero()) {
            return new Decision(new SpendOutcome.Waiting(waiting), state);
        }
        if (code.isEmpty()) {
            return new Decision(new SpendOutcome.Malformed(), state);
        }
        Decision accepted = null;
        for (VirtualMfaDevice device : devices) {
            boolean tried = pickedDeviceId == null || pickedDeviceId.equals(device.id());
            DeviceClock clock = clockOf(state, device, now);
            long nowStep = device.parameters().stepAt(now);
            long center = nowStep + clock.drift();
            long matched = newestMatch(device.totp(), code.get(), center);
            // No early exit above or below: the work done tells nobody which device or step a code belongs to (S4).
            if (tried && accepted == null && matched > clock.lastStep()) {
                DeviceClock moved = new DeviceClock(matched, matched - nowStep, now.getEpochSecond());
                accepted = new Decision(
                        new SpendOutcome.Accepted(device.id(), device.name(), moved.drift()),
                        Throttle.afterRightCode(state, now).withDevice(device.id(), moved));
            }
        }
        return accepted != null
                ? accepted
                : new Decision(new SpendOutcome.Refused(), Throttle.afterWrongCode(state, now));
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
        return known != null
                ? known
                : DeviceClock.unknown(device, device.parameters().stepAt(now));
    }

    private static long newestMatch(Totp totp, TotpCode code, long center) {
        long matched = Long.MIN_VALUE;
        for (long step = center - WINDOW_STEPS; step <= center + WINDOW_STEPS; step++) {
            if (totp.at(step).equals(code)) {
                matched = step;
            }
        }
        return matched;
    }
}
