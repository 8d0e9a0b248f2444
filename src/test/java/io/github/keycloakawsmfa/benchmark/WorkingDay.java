package io.github.keycloakawsmfa.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a company signs in to AWS: of its users 70 % between eight and ten in the morning, and each of these once more after
 * lunch. In the busiest minutes three times as many come as in the mean of the two hours.
 */
record WorkingDay(int users) {

    private static final double SHARE = 0.7;
    private static final double PEAK = 3;
    private static final Duration MORNING = Duration.ofHours(2);

    /** Of the whole day. */
    long signIns() {
        return Math.round(2 * users * SHARE);
    }

    /** In the busiest minutes. */
    double perSecond() {
        return PEAK * users * SHARE / MORNING.toSeconds();
    }

    /** When people come who know nothing of each other, in the busiest minutes: a Poisson process. */
    List<Duration> arrivals(Duration minutes, RandomGenerator random) {
        List<Duration> arrivals = new ArrayList<>();
        double seconds = random.nextExponential() / perSecond();
        while (seconds < minutes.toSeconds()) {
            arrivals.add(Duration.ofNanos(Math.round(seconds * 1e9)));
            seconds += random.nextExponential() / perSecond();
        }
        return arrivals;
    }
}
