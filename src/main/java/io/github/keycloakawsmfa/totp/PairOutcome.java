package io.github.keycloakawsmfa.totp;

import java.util.function.Function;

/**
 * What two codes say about the clock of the device that showed them. Only {@link Matched} proves that the device has
 * the secret; the others may be shown only to the person who was just shown the secret.
 */
public sealed interface PairOutcome {

    /**
     * The codes are those of steps n and n + 1, and one of the two lies within the accepted steps.
     *
     * @param step n
     * @param drift device clock minus server clock, in steps, code 2 being the device's code of now: (n + 1) - now;
     *     negative when the device is behind
     */
    record Matched(long step, long drift) implements PairOutcome {}

    /** The codes are those of steps n and n + 1, but too far from now. */
    record OutsideRange(long drift, long stepsOutside) implements PairOutcome {

        /**
         * @param drift as in {@link Matched}
         * @param stepsOutside how many steps nearer to now they would have been accepted, at least 1
         */
        public OutsideRange {
            if (stepsOutside < 1) {
                throw new IllegalArgumentException("Outside by at least 1 step, not by " + stepsOutside);
            }
        }
    }

    /** The codes are not those of two consecutive known steps. */
    enum Mismatch implements PairOutcome {
        /** Both codes are the same. */
        SAME_CODE_TWICE,
        /** Code 1 is that of step n + 1, code 2 that of step n. */
        SWAPPED,
        /** Both codes belong to known steps, but one does not follow the other: steps lie between them. */
        GAP,
        /** Only one of the codes belongs to a known step. */
        ONLY_ONE_KNOWN,
        /** Neither code belongs to a known step. */
        NONE_KNOWN
    }

    /** What the caller makes of it. */
    default <T> T fold(
            Function<Matched, T> matched, Function<OutsideRange, T> outside, Function<Mismatch, T> mismatch) {
        if (this instanceof Matched found) {
            return matched.apply(found);
        }
        return this instanceof OutsideRange off ? outside.apply(off) : mismatch.apply((Mismatch) this);
    }
}
