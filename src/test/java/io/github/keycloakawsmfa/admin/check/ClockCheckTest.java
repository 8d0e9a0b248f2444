package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockCheckTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 10, -10})
    void tenSecondsAreNothing(long seconds) {
        assertThat(ClockCheck.judge(Duration.ofSeconds(seconds))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "11, CLOCK_APART, 11 seconds ahead of",
        "-30, CLOCK_APART, 30 seconds behind",
        "31, CLOCK_FAR_APART, 31 seconds ahead of",
        "-3600, CLOCK_FAR_APART, 3600 seconds behind"
    })
    void moreIsToldWithItsDirection(long seconds, FindingId id, String words) {
        assertThat(ClockCheck.judge(Duration.ofSeconds(seconds)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo(id);
                    assertThat(finding.sentence()).contains(words);
                });
    }
}
