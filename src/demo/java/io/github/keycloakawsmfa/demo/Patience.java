package io.github.keycloakawsmfa.demo;

import java.time.Duration;

/** How long the demo waits for Keycloak: however long it takes in all, as long as its log grows. */
final class Patience {

    /** Far more than Keycloak's build, the longest silence of a start, needs on a busy computer. */
    static final Duration SILENCE_AT_MOST = Duration.ofMinutes(10);

    private long logSize;
    private Duration lastGrowth = Duration.ZERO;

    /**
     * Whether the log has stood still for too long.
     *
     * @param waited since the start; never less than at the call before
     * @param size of the log now
     */
    boolean isOver(Duration waited, long size) {
        if (size != logSize) {
            logSize = size;
            lastGrowth = waited;
        }
        return waited.minus(lastGrowth).compareTo(SILENCE_AT_MOST) >= 0;
    }
}
