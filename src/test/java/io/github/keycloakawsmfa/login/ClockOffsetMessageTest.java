package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockOffsetMessageTest {

    @Test
    @DisplayName("A slow clock is told by how much")
    void slow() {
        assertThat(ClockOffsetMessage.of(-8, 2))
                .isEqualTo(UserMessage.of("virtualMfaClockSlow", Duration.ofMinutes(4)));
    }

    @Test
    @DisplayName("A fast clock is told by how much, and when its codes are good again once it is right")
    void fast() {
        assertThat(ClockOffsetMessage.of(12, 2))
                .isEqualTo(UserMessage.of("virtualMfaClockFast", Duration.ofMinutes(6), Duration.ofMinutes(7)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    @DisplayName("A clock that was set right meanwhile is right")
    void right(long drift) {
        assertThat(ClockOffsetMessage.of(drift, 2)).isEqualTo(UserMessage.of("virtualMfaClockRight"));
    }

    @Test
    @DisplayName("Three codes are confirmed by three")
    void triple() {
        assertThat(ClockOffsetMessage.of(-8, 3))
                .isEqualTo(UserMessage.of("virtualMfaTripleClockSlow", Duration.ofMinutes(4)));
        assertThat(ClockOffsetMessage.of(12, 3))
                .isEqualTo(UserMessage.of("virtualMfaTripleClockFast", Duration.ofMinutes(6), Duration.ofMinutes(8)));
        assertThat(ClockOffsetMessage.of(0, 3)).isEqualTo(UserMessage.of("virtualMfaTripleClockRight"));
    }
}
