package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Patience patience = new Patience();

    @Test
    void lastsForAnHourIfTheLogGrows() {
        for (int minute = 0; minute <= 60; minute++) {
            assertThat(patience.isOver(Duration.ofMinutes(minute), 100 + minute))
                    .as("after %d minutes", minute)
                    .isFalse();
        }
    }

    @Test
    void endsWhenTheLogStandsStill() {
        assertThat(patience.isOver(Duration.ofMinutes(3), 100)).isFalse();
        Duration limit = Duration.ofMinutes(3).plus(Patience.SILENCE_AT_MOST);

        assertThat(patience.isOver(limit.minusSeconds(1), 100)).isFalse();
        assertThat(patience.isOver(limit, 100)).isTrue();
    }

    @Test
    void endsWhereNothingIsEverLogged() {
        assertThat(patience.isOver(Patience.SILENCE_AT_MOST.minusSeconds(1), 0)).isFalse();
        assertThat(patience.isOver(Patience.SILENCE_AT_MOST, 0)).isTrue();
    }
}
