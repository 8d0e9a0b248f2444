package io.github.keycloakawsmfa.totp;

import io.github.keycloakawsmfa.totp.PairOutcome.Matched;
import io.github.keycloakawsmfa.totp.PairOutcome.Mismatch;
import io.github.keycloakawsmfa.totp.PairOutcome.OutsideRange;
import java.util.function.LongToIntFunction;

/**
 * Looks for the step n where two codes are those of n and n + 1. One guessed code is right one time in a million for
 * each step searched; two consecutive ones practically never, so a pair may be looked for far from now.
 *
 * <p>Checking reuse and counting attempts is up to the caller.
 */
public final class PairSearch {

    /** Bounds one search to a fraction of a second and less than 1 MiB. */
    static final int MAX_KNOWN_STEPS = 100_000;

    private final LongToIntFunction codeAt;
    private final int code1;
    private final int code2;
    private final long nowStep;
    private final int acceptedSteps;
    private final int reach;

    private PairSearch(
            LongToIntFunction codeAt, int code1, int code2, long nowStep, int acceptedSteps, int knownSteps) {
        if (acceptedSteps < 0 || acceptedSteps >= MAX_KNOWN_STEPS) {
            throw new IllegalArgumentException(
                    "Accepted steps lie within 0.." + (MAX_KNOWN_STEPS - 1) + ", not " + acceptedSteps);
        }
        if (knownSteps < 0 || knownSteps > MAX_KNOWN_STEPS) {
            throw new IllegalArgumentException("Known steps lie within 0.." + MAX_KNOWN_STEPS + ", not " + knownSteps);
        }
        this.codeAt = codeAt;
        this.code1 = code1;
        this.code2 = code2;
        this.nowStep = nowStep;
        this.acceptedSteps = acceptedSteps;
        // One step of an accepted pair may lie just outside the accepted steps: it has to be known as well.
        this.reach = Math.max(knownSteps, acceptedSteps + 1);
    }

    /**
     * Computes the code of each step from now - known to now + known exactly once, whatever the codes are. Of several
     * matches an accepted one wins, then the nearest to now by drift, then the older one, because typing takes time.
     *
     * @param totp of the device, not null
     * @param code1 typed first, with as many digits as {@code totp} makes
     * @param code2 typed second, likewise
     * @param nowStep the server's current step
     * @param acceptedSteps how far from now, in steps, the nearer of the two may lie, inclusive; 0 to 99,999
     * @param knownSteps how far from now, in steps, codes are recognised at all, 0 to 100,000; at least
     *     {@code acceptedSteps + 1} are taken
     * @throws IllegalArgumentException if a code has another number of digits or a number is out of its range
     * @throws ArithmeticException if the known steps reach beyond 64 bits
     */
    public static PairOutcome find(
            Totp totp, TotpCode code1, TotpCode code2, long nowStep, int acceptedSteps, int knownSteps) {
        int digits = totp.parameters().digits();
        if (code1.digits().length() != digits || code2.digits().length() != digits) {
            throw new IllegalArgumentException("Both codes must have " + digits + " digits");
        }
        return find(totp.hotp()::at, code1.value(), code2.value(), nowStep, acceptedSteps, knownSteps);
    }

    static PairOutcome find(
            LongToIntFunction codeAt, int code1, int code2, long nowStep, int acceptedSteps, int knownSteps) {
        return new PairSearch(codeAt, code1, code2, nowStep, acceptedSteps, knownSteps).outcome();
    }

    private PairOutcome outcome() {
        int[] codes = knownCodes();
        boolean known1 = false;
        boolean known2 = false;
        boolean swapped = false;
        PairOutcome best = null;
        long bestDrift = 0;
        for (int i = 0; i < codes.length; i++) {
            known1 |= codes[i] == code1;
            known2 |= codes[i] == code2;
            if (i + 1 == codes.length) {
                continue;
            }
            swapped |= codes[i] == code2 && codes[i + 1] == code1;
            if (codes[i] == code1 && codes[i + 1] == code2) {
                long drift = i + 1L - reach;
                PairOutcome match = matchWith(drift);
                if (best == null || isBetter(match, drift, best, bestDrift)) {
                    best = match;
                    bestDrift = drift;
                }
            }
        }
        if (best != null) {
            return best;
        }
        if (code1 == code2) {
            return Mismatch.SAME_CODE_TWICE;
        }
        if (swapped) {
            return Mismatch.SWAPPED;
        }
        if (known1 && known2) {
            return Mismatch.GAP;
        }
        return known1 || known2 ? Mismatch.ONLY_ONE_KNOWN : Mismatch.NONE_KNOWN;
    }

    private int[] knownCodes() {
        long first = Math.subtractExact(nowStep, (long) reach);
        Math.addExact(nowStep, (long) reach);
        int[] codes = new int[2 * reach + 1];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = codeAt.applyAsInt(first + i);
        }
        return codes;
    }

    private PairOutcome matchWith(long drift) {
        // Step n is accepted up to now + accepted, and then code 2 is one step further ahead.
        long stepsOutside = drift < 0 ? -drift - acceptedSteps : drift - acceptedSteps - 1;
        return stepsOutside > 0
                ? new OutsideRange(drift, stepsOutside)
                : new Matched(Math.addExact(nowStep, drift - 1), drift);
    }

    private static boolean isBetter(PairOutcome match, long drift, PairOutcome best, long bestDrift) {
        boolean accepted = match instanceof Matched;
        if (accepted != best instanceof Matched) {
            return accepted;
        }
        // The search starts in the past: of two equally near ones the older stays.
        return Math.abs(drift) < Math.abs(bestDrift);
    }
}
