package io.github.keycloakawsmfa.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorkingDayTest {

    private static final WorkingDay DAY = new WorkingDay(10_000);
    private static final int MINUTES = 1000;

    private final List<Duration> arrivals = DAY.arrivals(Duration.ofMinutes(MINUTES), new Random(8));

    @Test
    void sevenOfTenComeTwice() {
        assertThat(DAY.signIns()).isEqualTo(14_000);
        assertThat(DAY.perSecond()).isCloseTo(3 * 7000 / 7200.0, within(1e-9));
    }

    @Test
    void asManyComeAsTheRateSays() {
        assertThat(arrivals).isSorted();
        assertThat(arrivals.get(arrivals.size() - 1)).isLessThan(Duration.ofMinutes(MINUTES));
        assertThat(arrivals.size() / 60.0 / MINUTES).isCloseTo(DAY.perSecond(), within(0.03));
    }

    /** In a Poisson process the counts of a second vary by their mean; by a clock they would not. */
    @Test
    void theyKnowNothingOfEachOther() {
        Map<Long, Long> counts = arrivals.stream()
                .map(Duration::toSeconds)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double mean = DAY.perSecond();
        double variance = LongStream.range(0, MINUTES * 60L)
                .mapToDouble(second -> Math.pow(counts.getOrDefault(second, 0L) - mean, 2))
                .average()
                .orElseThrow();

        assertThat(variance).isCloseTo(mean, within(0.1));
    }
}
