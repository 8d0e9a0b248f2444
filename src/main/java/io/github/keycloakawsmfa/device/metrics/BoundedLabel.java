package io.github.keycloakawsmfa.device.metrics;

import io.github.keycloakawsmfa.device.text.Excerpt;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A label whose values others choose, such as the names of realms. Each value makes time series that a node keeps until it
 * ends, so there are only so many; all later ones share {@link #OTHER}.
 */
final class BoundedLabel {

    static final String OTHER = "other";

    /** Code points of a value. */
    private static final int LENGTH = 100;

    private final int most;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    BoundedLabel(int most) {
        this.most = most;
    }

    /** @param value null is empty */
    String of(String value) {
        return own(value).orElse(OTHER);
    }

    /** Empty if there are too many already. */
    Optional<String> own(String value) {
        String label = Excerpt.of(Objects.requireNonNullElse(value, ""), LENGTH);
        return Optional.of(label).filter(own -> seen.contains(own) || add(own));
    }

    private synchronized boolean add(String label) {
        return seen.contains(label) || (seen.size() < most && seen.add(label));
    }
}
