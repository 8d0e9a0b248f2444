package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.SpendOutcome.OffsetFound;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockOffsetMessageTest {

    @Test
    @DisplayName("A slow clock is told by how much")
    void slow() {
        assertThat(said(-8, 2)).isEqualTo(UserMessage.of("virtualMfaClockSlow", Duration.ofMinutes(4)));
    }

    @Test
    @DisplayName("A fast clock is told by how much, and when its codes are good again once it is right")
    void fast() {
        assertThat(said(12, 2))
                .isEqualTo(UserMessage.of("virtualMfaClockFast", Duration.ofMinutes(6), Duration.ofMinutes(7)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    @DisplayName("A clock that was set right meanwhile is right")
    void right(long drift) {
        assertThat(said(drift, 2)).isEqualTo(UserMessage.of("virtualMfaClockRight"));
    }

    @Test
    @DisplayName("Three codes are confirmed by three")
    void triple() {
        assertThat(said(-8, 3)).isEqualTo(UserMessage.of("virtualMfaTripleClockSlow", Duration.ofMinutes(4)));
        assertThat(said(12, 3))
                .isEqualTo(UserMessage.of("virtualMfaTripleClockFast", Duration.ofMinutes(6), Duration.ofMinutes(8)));
        assertThat(said(0, 3)).isEqualTo(UserMessage.of("virtualMfaTripleClockRight"));
    }

    @Test
    @DisplayName("A step of a device of 60 seconds is a minute")
    void minutes() {
        TotpParameters minutes = new TotpParameters(TotpAlgorithm.SHA256, 8, Duration.ofSeconds(60));
        assertThat(ClockOffsetMessage.of(new OffsetFound("token", "token", 4, minutes), 2))
                .isEqualTo(UserMessage.of("virtualMfaClockFast", Duration.ofMinutes(4), Duration.ofMinutes(6)));
        assertThat(ClockOffsetMessage.forResync(-3, minutes))
                .isEqualTo(UserMessage.of("virtualMfaOffsetSlow", Duration.ofMinutes(3)));
    }

    private static UserMessage said(long drift, int codes) {
        return ClockOffsetMessage.of(new OffsetFound("phone", "phone", drift, TotpParameters.AUTHENTICATOR_APP), codes);
    }
}
