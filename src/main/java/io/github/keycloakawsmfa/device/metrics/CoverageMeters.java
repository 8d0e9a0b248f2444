package io.github.keycloakawsmfa.device.metrics;

import java.util.HashMap;
import java.util.Map;

/** How many users have a device, as metrics: what was counted last, for a scrape asks no database. */
public final class CoverageMeters {

    /** Made once there is something to show; null where nobody gets it. */
    private CoverageGauges gauges;

    /** Whether somebody gets what is recorded; if not, nothing need be counted. */
    public static boolean areOn() {
        return Recording.ask(() -> Meters.areOn(), false);
    }

    /**
     * @param realms by their names. Those that are not among them are no longer shown, nor are realms beyond the most:
     *     under a label that they share, one would pass for all.
     */
    public synchronized void show(Map<String, CoverageCount> realms) {
        Map<String, CoverageCount> labelled = new HashMap<>();
        realms.forEach((name, count) -> RealmLabel.own(name).ifPresent(label -> labelled.put(label, count)));
        Recording.run(() -> {
            gauges = gauges == null ? new CoverageGauges() : gauges;
            gauges.show(labelled);
        });
    }
}
