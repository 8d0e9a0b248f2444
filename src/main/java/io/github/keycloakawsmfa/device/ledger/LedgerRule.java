package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether typed codes count: a pure function of the ledger's state, the devices, the codes and the time.
 *
 * <p>Accepting a code burns its step and all older ones, and moves the drift to where the code was. Consecutive codes
 * count as one where the device's clock is thought to be; elsewhere they only show where it is.
 */
final class LedgerRule {

    /** @param next the state to store, also when the codes were refused */
    record Decision(SpendOutcome outcome, LedgerState next) {}

    private record Found(VirtualMfaDevice device, CodeMatch match) {

        boolean isBetterThan(Found other) {
            return other == null || match.kind().compareTo(other.match.kind()) < 0;
        }
    }

    private LedgerRule() {}

    /**
     * @param devices all devices of the user, opened; not empty
     * @param typed a picked device that the user does not have matches nothing
     * @param signIn which the code is typed for, so that passing is evidence; null for a change of devices or a call
     */
    static Decision spend(
            LedgerState state, List<VirtualMfaDevice> devices, TypedCodes typed, SignIn signIn, Instant now) {
        Duration waiting = Throttle.waiting(state.codes(), now);
        if (!typed.isTriple() && !waiting.isZero()) {
            return new Decision(new SpendOutcome.Waiting(waiting), state);
        }
        if (!typed.isSeries() && Throttle.needsPair(state.codes(), now)) {
            return new Decision(new SpendOutcome.PairNeeded(), state);
        }
        Optional<List<TotpCode>> codes = typed.parsed();
        if (codes.isEmpty() || devices.stream().noneMatch(device -> makes(device, codes.get()))) {
            return new Decision(new SpendOutcome.Malformed(), state);
        }
        if (repeatsItself(codes.get())) {
            return new Decision(new SpendOutcome.SameCodeTwice(), state);
        }
        Found found = null;
        // No early exit: the work done does not reveal which device a code belongs to (rule S4).
        for (VirtualMfaDevice device : devices) {
            Optional<CodeMatch> match = CodeMatch.of(device, clockOf(state, device, now), codes.get(), now);
            if (match.isPresent() && typed.allows(device.id())) {
                Found here = new Found(device, match.get());
                found = here.isBetterThan(found) ? here : found;
            }
        }
        return found != null && found.match.isGood()
                ? matched(found, state, signIn, now)
                : refused(state, typed, Optional.ofNullable(found).map(Found::match), signIn, now);
    }

    private static boolean makes(VirtualMfaDevice device, List<TotpCode> codes) {
        return device.parameters().digits() == codes.get(0).digits().length();
    }

    private static boolean repeatsItself(List<TotpCode> codes) {
        for (int i = 1; i < codes.size(); i++) {
            if (codes.get(i).equals(codes.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private static Decision refused(
            LedgerState state, TypedCodes typed, Optional<CodeMatch> nearly, SignIn signIn, Instant now) {
        boolean repeated =
                nearly.filter(match -> match.kind() == CodeMatch.Kind.REPEATED).isPresent();
        boolean blind = typed.isTriple() && nearly.isEmpty();
        boolean counted = !repeated && !blind;
        Attempts codes = counted ? Throttle.afterWrong(state.codes(), WrongCode.at(now, signIn), now) : state.codes();
        SpendOutcome outcome = new SpendOutcome.Refused(Throttle.waiting(codes, now), counted);
        return new Decision(outcome, state.withCodes(codes));
    }

    private static Decision matched(Found found, LedgerState state, SignIn signIn, Instant now) {
        VirtualMfaDevice device = found.device;
        long step = found.match.step();
        // What counts is always where it is.
        long nowStep =
                device.parameters().isCounter() ? step : device.parameters().stepAt(now);
        DeviceClock clock = clockOf(state, device, now);
        if (found.match.kind() == CodeMatch.Kind.OFF) {
            SpendOutcome outcome =
                    new SpendOutcome.OffsetFound(device.id(), device.name(), step - nowStep, device.parameters());
            return new Decision(outcome, state.withDevice(device.id(), clock.found(step, nowStep, now)));
        }
        boolean resynced = found.match.kind() == CodeMatch.Kind.CONFIRMS_OFFSET;
        SpendOutcome outcome = new SpendOutcome.Accepted(device.id(), device.name(), step - nowStep, resynced);
        LedgerState next = state.withDevice(device.id(), clock.accepted(step, nowStep, now));
        return new Decision(outcome, signIn == null ? next : passed(next, device.id(), signIn, now));
    }

    private static LedgerState passed(LedgerState state, String deviceId, SignIn signIn, Instant now) {
        return state.withCodes(Throttle.afterPass(state.codes(), signIn, now))
                .witnessing(signIn, deviceId, EvidenceEntry.Kind.CODE, now);
    }

    /**
     * Without wrong codes that were typed before the user's password was changed: anyone who knew the old one is locked
     * out.
     *
     * @param passwordSetAt of the user's present password; empty if it is not known
     */
    static LedgerState forgivenBy(LedgerState state, Optional<Instant> passwordSetAt) {
        List<WrongCode> wrong = state.codes().wrong();
        return !wrong.isEmpty()
                        // The moments of wrong codes are kept in whole seconds.
                        && passwordSetAt
                                .filter(at -> !at.isBefore(
                                        wrong.get(wrong.size() - 1).at().plusSeconds(1)))
                                .isPresent()
                ? state.withCodes(state.codes().cleared())
                : state;
    }

    /** The clocks of devices that the ledger has not seen before are settled first, so that they start only once. */
    static LedgerState withUnknownDevices(LedgerState state, List<VirtualMfaDevice> devices, Instant now) {
        LedgerState settled = state;
        for (VirtualMfaDevice device : devices) {
            if (!state.devices().containsKey(device.id())) {
                settled = settled.withDevice(device.id(), DeviceClock.unknown(device, now));
            }
        }
        return settled;
    }

    private static DeviceClock clockOf(LedgerState state, VirtualMfaDevice device, Instant now) {
        DeviceClock known = state.devices().get(device.id());
        return known != null ? known : DeviceClock.unknown(device, now);
    }
}
