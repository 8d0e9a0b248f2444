package io.github.keycloakawsmfa.device.time;

import java.time.Instant;
import org.keycloak.common.util.Time;

/** The one clock: Keycloak's, which administrators and tests can move. Read once at the edge and passed in from there. */
public final class ServerTime {

    private ServerTime() {}

    /** In whole milliseconds. */
    public static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
