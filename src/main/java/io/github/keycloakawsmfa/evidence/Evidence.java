package io.github.keycloakawsmfa.evidence;

import io.github.keycloakawsmfa.device.ledger.EvidenceEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The proof that a user passed MFA in one session: which device, how, when.
 *
 * @param deviceId the Keycloak credential id of the device
 */
public record Evidence(String deviceId, EvidenceEntry.Kind kind, Instant at) {

    static Evidence of(EvidenceEntry entry) {
        return new Evidence(entry.deviceId(), entry.kind(), entry.at());
    }

    /** @throws NullPointerException if any part is null */
    public Evidence {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
    }

    /** With less time left than this, flow and action ask again before the gate would refuse: pages in between take time. */
    public static final Duration NEARLY_OLD = Duration.ofMinutes(10);

    /** Whether the evidence is at most {@code maxAge} old. The gate uses this: it allows no grace. */
    public boolean isFresh(Instant now, Duration maxAge) {
        // Not at.plus(maxAge): an administrator may set any age, and the sum may be out of range.
        return Duration.between(at, now).compareTo(maxAge) <= 0;
    }

    /**
     * Whether the evidence is old, or has so little time left that it may be old when the gate sees it. A maximum age
     * of less than twice {@link #NEARLY_OLD} halves the margin to it, else every page would ask again.
     */
    public boolean isNearlyOld(Instant now, Duration maxAge) {
        Duration half = maxAge.dividedBy(2);
        Duration margin = half.compareTo(NEARLY_OLD) < 0 ? half : NEARLY_OLD;
        return !isFresh(now.plus(margin), maxAge);
    }
}
