package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonDriftTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "16x3 4x0, 20, 16, 3",
        "16x-3 4x0, 20, 16, -3",
        "20x2, 20, 20, 2",
        "5x1 20x2 3x-2, 28, 25, 2",
        "30x-2880, 30, 30, -2880"
    })
    void manyToTheSameSide(String drifts, long devices, long sameSide, long median) {
        assertThat(CommonDrift.of(clocks(drifts, NOW), NOW)).contains(new CommonDrift(devices, sameSide, median));
    }

    @ParameterizedTest
    @CsvSource({"19x3", "100x0", "60x-1 40x0", "15x3 5x0", "10x3 10x-3", "10x1 10x2", "''"})
    void ordinaryClocks(String drifts) {
        assertThat(CommonDrift.of(clocks(drifts, NOW), NOW)).isEmpty();
    }

    @Test
    void whatWasNotUsedLatelyTellsNothing() {
        List<DeviceClock> old = clocks("20x3", NOW.minus(Duration.ofDays(30)));
        List<DeviceClock> never = clocks("20x3", Instant.EPOCH);
        List<DeviceClock> lately = clocks("20x0", NOW.minus(Duration.ofDays(30)).plusSeconds(1));

        assertThat(CommonDrift.of(old, NOW)).isEmpty();
        assertThat(CommonDrift.of(never, NOW)).isEmpty();
        assertThat(CommonDrift.of(
                        Stream.of(old, never, lately).flatMap(List::stream).toList(), NOW))
                .isEqualTo(Optional.empty());
        assertThat(CommonDrift.of(clocks("20x3", NOW.minus(Duration.ofDays(30)).plusSeconds(1)), NOW))
                .isPresent();
    }

    /** @param drifts such as {@code 16x3 4x0}: sixteen devices that are three steps ahead, and four that are right */
    private static List<DeviceClock> clocks(String drifts, Instant lastUse) {
        return Arrays.stream(drifts.split(" "))
                .filter(some -> !some.isEmpty())
                .map(some -> some.split("x"))
                .flatMap(some -> IntStream.range(0, Integer.parseInt(some[0]))
                        .mapToObj(i -> new DeviceClock(1, Long.parseLong(some[1]), lastUse.getEpochSecond())))
                .collect(Collectors.toList());
    }
}
