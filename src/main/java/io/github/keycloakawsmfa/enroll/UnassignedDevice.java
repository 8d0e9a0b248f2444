package io.github.keycloakawsmfa.enroll;

import java.time.Duration;
import java.time.Instant;

/**
 * A device that was created by a call and is not assigned yet: no code of it counts.
 *
 * @param id the id that it keeps once assigned
 * @param createdAt in whole seconds
 */
public record UnassignedDevice(String id, String name, Instant createdAt) {

    /** How long it can be assigned. */
    static final Duration LIFE = Duration.ofHours(1);

    /** From then on it is void. */
    public Instant expiresAt() {
        return createdAt.plus(LIFE);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt());
    }
}
