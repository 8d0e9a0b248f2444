package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.totp.PairOutcome.Matched;
import java.util.Optional;

/**
 * Distinguishes a device whose clock is off from codes that were typed late.
 *
 * <p>A four-minute-old pair of codes from a right clock looks exactly like a fresh pair from a clock that is four
 * minutes slow. Mistaking the first for the second would assign a device that is out of step from its first sign-in on
 * (AWS does so, and has the user resync). So a pair that is off is believed only
 *
 * <ul>
 *   <li>if the secret is so new that its codes cannot be old, or
 *   <li>if an earlier pair of the same secret was off by the same amount: codes that are typed late by accident are not
 *       late by the same time twice, while a clock keeps its offset.
 * </ul>
 *
 * <p>Every pair is a lower bound: a code can be typed late, never early. So a pair that comes again says nothing new,
 * and its first appearance stays remembered. If it was believed then, it still is: only something else that is required,
 * such as a code of a present device, was missing, and the user need not type a new pair for that.
 */
final class ClockOffsetPolicy {

    /**
     * A pair of codes that was right for the pending secret, but made no device yet.
     *
     * @param lastStep the step of code 2
     * @param drift {@code lastStep} minus the server's step when it came
     * @param believed whether it shows where the device's clock is; if not, it could have been typed late
     */
    record PreviousPair(long lastStep, long drift, boolean believed) {}

    private static final long IN_STEP = 1;

    private ClockOffsetPolicy() {}

    /**
     * Whether a pair makes a device, and what is remembered of it until everything else is there.
     *
     * @param found the pair within the accepted range; its drift is code 2's step minus {@code nowStep}
     * @param createdStep the step in which the pending secret was made
     * @param earlier the pair that was remembered for this secret
     * @return believed if it makes a device with this drift, {@code lastStep} and all older steps spent; if not, two new
     *     codes are needed, which are compared with it
     */
    static PreviousPair judge(Matched found, long nowStep, long createdStep, Optional<PreviousPair> earlier) {
        long lastStep = found.step() + 1;
        long drift = found.drift();
        Optional<PreviousPair> before = earlier.filter(pair -> pair.lastStep() == lastStep);
        if (before.filter(PreviousPair::believed).isPresent()) {
            return before.get();
        }
        boolean believed = Math.abs(drift) <= IN_STEP
                || nowStep - createdStep <= IN_STEP
                || earlier.filter(pair -> confirms(pair, found)).isPresent();
        return believed
                ? new PreviousPair(lastStep, drift, true)
                : before.orElse(new PreviousPair(lastStep, drift, false));
    }

    private static boolean confirms(PreviousPair earlier, Matched found) {
        return found.step() > earlier.lastStep() && Math.abs(found.drift() - earlier.drift()) <= IN_STEP;
    }
}
