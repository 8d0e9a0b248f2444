package io.github.keycloakawsmfa.device.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Clocks of many people's phones that are off to the same side: then it is rather the server's that is off. Phones follow
 * time servers, each by itself, and codes are typed some seconds late at most.
 *
 * @param devices how many were used lately
 * @param sameSide how many of them are off to the side of the median
 * @param medianSteps device clock minus server clock, in time steps of 30 s
 */
public record CommonDrift(long devices, long sameSide, long medianSteps) {

    /** A device that was not used for longer tells nothing of the server's clock of today. */
    private static final Duration LATELY = Duration.ofDays(30);

    /** Fewer may be one delivery of hardware with the same wrong clock. */
    private static final int FEWEST = 20;

    /** A code that is typed slowly looks one step behind. */
    private static final long FEWEST_STEPS = 2;

    private static final double SHARE = 0.8;

    /** Empty if nothing is wrong, or too few devices were used lately to tell. */
    public static Optional<CommonDrift> of(Collection<DeviceClock> clocks, Instant now) {
        List<Long> drifts = clocks.stream()
                .filter(clock -> wasUsedLately(clock, now))
                .map(DeviceClock::drift)
                .sorted()
                .toList();
        if (drifts.size() < FEWEST) {
            return Optional.empty();
        }
        long median = median(drifts);
        long sameSide = drifts.stream()
                .filter(drift -> Long.signum(drift) == Long.signum(median))
                .count();
        return Math.abs(median) >= FEWEST_STEPS && sameSide >= SHARE * drifts.size()
                ? Optional.of(new CommonDrift(drifts.size(), sameSide, median))
                : Optional.empty();
    }

    private static boolean wasUsedLately(DeviceClock clock, Instant now) {
        return clock.lastUseEpochSecond() > now.minus(LATELY).getEpochSecond();
    }

    /** Of an even number the one in the middle that is less far off. */
    private static long median(List<Long> sorted) {
        long low = sorted.get((sorted.size() - 1) / 2);
        long high = sorted.get(sorted.size() / 2);
        return Math.abs(low) < Math.abs(high) ? low : high;
    }
}
