package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.totp.ClockOffset.Direction;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockOffsetTest {

    @ParameterizedTest
    @CsvSource({
        "-2, SLOW, PT1M",
        "-1, RIGHT, PT30S",
        "0, RIGHT, PT0S",
        "1, RIGHT, PT30S",
        "2, FAST, PT1M",
        "-119, SLOW, PT59M30S",
        "-120, SLOW, PT1H",
        "124, FAST, PT1H",
        "125, FAST, PT1H5M",
        "-361, SLOW, PT3H",
        "1680, FAST, PT14H"
    })
    @DisplayName("One step counts as right; from an hour on, the offset is rounded to five minutes")
    void inSteps(long drift, Direction direction, Duration amount) {
        assertThat(ClockOffset.of(drift, TotpParameters.AUTHENTICATOR_APP))
                .isEqualTo(new ClockOffset(direction, amount));
    }
}
