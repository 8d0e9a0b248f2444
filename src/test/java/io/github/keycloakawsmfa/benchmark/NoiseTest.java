package io.github.keycloakawsmfa.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseTest {

    private static final List<Double> STEADY = List.of(5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0);

    @Test
    void aSteadyServerHasNone() {
        assertThat(Noise.of(List.of(STEADY))).isEqualTo(1);
    }

    @Test
    void halvesAreDealtByTurnsInTwosAndAtTheMiddle() {
        assertThat(Noise.of(List.of(List.of(4.0, 5.0, 4.0, 5.0, 4.0, 5.0, 4.0, 5.0))))
                .isEqualTo(1.25);
        assertThat(Noise.of(List.of(List.of(5.0, 5.0, 4.0, 4.0, 5.0, 5.0, 4.0, 4.0))))
                .isEqualTo(1.25);
        assertThat(Noise.of(List.of(List.of(4.0, 4.0, 4.0, 4.0, 5.0, 5.0, 5.0, 5.0))))
                .isEqualTo(1.25);
    }

    @Test
    void twoServersMayDifferByTheNoiseOfTheNoisierAndAlwaysByALittle() {
        List<Double> noisy = List.of(4.0, 4.2, 4.0, 4.2, 4.0, 4.2);

        assertThat(Noise.limit(List.of(STEADY), List.of(noisy))).isCloseTo(1.05, within(1e-9));
        assertThat(Noise.limit(List.of(noisy), List.of(STEADY))).isCloseTo(1.05, within(1e-9));
        assertThat(Noise.limit(List.of(STEADY), List.of(STEADY))).isEqualTo(1.03);
    }

    @Test
    void runsDifferByTheirMedians() {
        assertThat(Noise.of(List.of(STEADY, List.of(6.0, 6.0, 6.0, 6.0), STEADY)))
                .isCloseTo(1.2, within(1e-9));
    }

    @Test
    void muchNoiseIsNoExcuse() {
        assertThat(Noise.limit(List.of(STEADY), List.of(List.of(4.0, 8.0, 4.0, 8.0))))
                .isEqualTo(1.1);
    }
}
