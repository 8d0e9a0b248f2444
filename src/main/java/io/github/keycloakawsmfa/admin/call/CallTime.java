package io.github.keycloakawsmfa.admin.call;

import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** How long a call works that goes through many users, before it says where the next one goes on. */
public final class CallTime {

    /** Well before a proxy gives up on a call. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private CallTime() {}

    /** Whether the time of a call that begins now is over. */
    public static BooleanSupplier over() {
        Instant end = ServerTime.now().plus(LIMIT);
        return () -> !ServerTime.now().isBefore(end);
    }
}
