package io.github.keycloakawsmfa.device;

import io.github.keycloakawsmfa.totp.PairOutcome;
import io.github.keycloakawsmfa.totp.PairSearch;
import io.github.keycloakawsmfa.totp.Totp;
import io.github.keycloakawsmfa.totp.TotpCode;
import java.time.Instant;
import java.util.Optional;

/**
 * Where on one device's clock typed codes lie. Only steps that are newer than every spent one match: never is a spent or
 * older step good again (rules S1, S6).
 *
 * @param step of the code, or of the pair's second one
 */
record CodeMatch(long step, Kind kind) {

    /** How far a code may lie from where the device's clock is thought to be, in steps (RFC 6238, section 5.2). */
    static final long WINDOW_STEPS = 1;

    /** How far from the server's clock a pair is looked for, in steps: ten minutes. */
    static final int RESYNC_STEPS = 20;

    enum Kind {
        /** Where the device's clock is thought to be. */
        IN_STEP,
        /** Where an earlier pair has shown the device's clock to be. */
        CONFIRMS_OFFSET,
        /** Elsewhere: the clock is off, or the codes are old. Only for a pair. */
        OFF
    }

    static Optional<CodeMatch> ofOne(VirtualMfaDevice device, DeviceClock clock, TotpCode code, Instant now) {
        Totp totp = device.totp();
        long nowStep = device.parameters().stepAt(now);
        Optional<CodeMatch> inStep = one(totp, code, nowStep + clock.drift(), Kind.IN_STEP);
        Optional<CodeMatch> confirming =
                clock.unconfirmedDrift(now).flatMap(drift -> one(totp, code, nowStep + drift, Kind.CONFIRMS_OFFSET));
        return inStep.filter(match -> match.step > clock.lastStep())
                .or(() -> confirming.filter(match -> match.step > clock.lastStep()));
    }

    static Optional<CodeMatch> ofPair(
            VirtualMfaDevice device, DeviceClock clock, TotpCode code1, TotpCode code2, Instant now) {
        Totp totp = device.totp();
        long nowStep = device.parameters().stepAt(now);
        Optional<CodeMatch> inStep = pair(totp, code1, code2, nowStep + clock.drift(), WINDOW_STEPS, Kind.IN_STEP);
        Optional<CodeMatch> confirming = clock.unconfirmedDrift(now)
                .flatMap(drift -> pair(totp, code1, code2, nowStep + drift, WINDOW_STEPS, Kind.CONFIRMS_OFFSET));
        Optional<CodeMatch> off = pair(totp, code1, code2, nowStep, RESYNC_STEPS, Kind.OFF);
        return inStep.filter(match -> match.isNewPair(clock))
                .or(() -> confirming.filter(match -> match.isNewPair(clock)))
                .or(() -> off.filter(match -> match.isNewPair(clock)));
    }

    /** Both of its codes are newer than every spent one. */
    private boolean isNewPair(DeviceClock clock) {
        return step - 1 > clock.lastStep();
    }

    /** No early exit: the work done tells nobody which step a code belongs to (rule S4). */
    private static Optional<CodeMatch> one(Totp totp, TotpCode code, long center, Kind kind) {
        CodeMatch newest = null;
        for (long step = center - WINDOW_STEPS; step <= center + WINDOW_STEPS; step++) {
            if (totp.at(step).equals(code)) {
                newest = new CodeMatch(step, kind);
            }
        }
        return Optional.ofNullable(newest);
    }

    private static Optional<CodeMatch> pair(
            Totp totp, TotpCode code1, TotpCode code2, long center, long reach, Kind kind) {
        PairOutcome outcome = PairSearch.find(totp, code1, code2, center, (int) reach, (int) reach);
        return outcome instanceof PairOutcome.Matched matched && Math.abs(matched.drift()) <= reach
                ? Optional.of(new CodeMatch(matched.step() + 1, kind))
                : Optional.empty();
    }
}
