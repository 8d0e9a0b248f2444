package io.github.keycloakawsmfa.device.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When a call that works through a realm stops and says where to continue: proxies give up on one that takes a minute.
 *
 * @param clock by which it ends
 */
public record TimeLimit(Instant end, InstantSource clock) {

    /** From now on. */
    public static TimeLimit of(Duration duration, InstantSource clock) {
        return new TimeLimit(clock.instant().plus(duration), clock);
    }

    boolean isOver() {
        return !clock.instant().isBefore(end);
    }
}
