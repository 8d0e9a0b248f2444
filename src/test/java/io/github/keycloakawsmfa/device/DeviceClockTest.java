package io.github.keycloakawsmfa.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeviceClockTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final DeviceClock clock = new DeviceClock(100, 0, 0, null, 1_700_000_000_000L);

    /** Else evidence of a device that came back would be good again after its next code. */
    @Test
    void noCodeMakesTheDeviceKnownForLonger() {
        assertThat(clock.accepted(102, 101, NOW).sinceEpochMilli()).isEqualTo(1_700_000_000_000L);
        assertThat(clock.found(120, 101, NOW).sinceEpochMilli()).isEqualTo(1_700_000_000_000L);
        assertThat(clock.found(120, 101, NOW).accepted(121, 102, NOW).sinceEpochMilli())
                .isEqualTo(1_700_000_000_000L);
    }

    @Test
    void aRowFromBeforeItWasKeptIsReadAsKnownEver() {
        LedgerState state = LedgerState.fromJson(
                "{\"v\":1,\"wrong\":[],\"wait\":0,\"devices\":{\"phone\":{\"step\":5,\"drift\":0,\"used\":0}}}");

        assertThat(state.devices().get("phone").sinceEpochMilli()).isZero();
    }
}
