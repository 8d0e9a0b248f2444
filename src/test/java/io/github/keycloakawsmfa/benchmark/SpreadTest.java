package io.github.keycloakawsmfa.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianIsInTheMiddle() {
        assertThat(new Spread(List.of(3.0, 1.0, 9.0)).median()).isEqualTo(3);
        assertThat(new Spread(List.of(9.0, 1.0, 3.0, 4.0)).median()).isEqualTo(3.5);
        assertThat(new Spread(List.of(3.0, 1.0, 9.0))).hasToString("3.00 (1.00 to 9.00)");
    }

    @Test
    void aPercentileIsTheLeastValueThatSoManyDoNotExceed() {
        Spread hundred = new Spread(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
        Spread ten = new Spread(
                IntStream.rangeClosed(1, 10).mapToObj(i -> (double) i).toList());

        assertThat(hundred.percentile(50)).isEqualTo(50);
        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(ten.percentile(95)).isEqualTo(10);
        assertThat(ten.percentile(90)).isEqualTo(9);
        assertThat(ten.percentile(0)).isEqualTo(1);
        assertThat(new Spread(List.of(7.0)).percentile(50)).isEqualTo(7);
    }
}
