package io.github.keycloakawsmfa.totp;

import java.time.Duration;

/**
 * How far a device's clock is off, as shown to users. Only this class decides which clock is slow, right or fast.
 *
 * @param direction not null
 * @param amount zero or more; from an hour on in whole five minutes, because people know a clock that is so far off by its
 *     time zone and not by the second
 */
public record ClockOffset(Direction direction, Duration amount) {

    /** Which way the clock is off. */
    public enum Direction {
        /** Behind the server's clock, or the codes were that old. */
        SLOW,
        /** At most one step off: that is how long a code is shown. */
        RIGHT,
        /** Ahead of the server's clock. */
        FAST
    }

    private static final long RIGHT_STEPS = 1;
    private static final Duration EXACT_BELOW = Duration.ofHours(1);
    private static final Duration ROUNDED_TO = Duration.ofMinutes(5);

    /**
     * @param drift device clock minus server clock, in time steps of the device
     * @param parameters of the device, not null
     */
    public static ClockOffset of(long drift, TotpParameters parameters) {
        // A device that counts its codes has no clock.
        Duration exact = parameters.period().multipliedBy(drift).abs();
        return new ClockOffset(direction(drift), exact.compareTo(EXACT_BELOW) < 0 ? exact : rounded(exact));
    }

    private static Direction direction(long drift) {
        if (Math.abs(drift) <= RIGHT_STEPS) {
            return Direction.RIGHT;
        }
        return drift < 0 ? Direction.SLOW : Direction.FAST;
    }

    private static Duration rounded(Duration exact) {
        return ROUNDED_TO.multipliedBy(exact.plus(ROUNDED_TO.dividedBy(2)).dividedBy(ROUNDED_TO));
    }
}
