package io.github.keycloakawsmfa.device.metrics;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The gauges of {@link CoverageMeters}: a realm's stay while it is counted, and read what was counted last. */
final class CoverageGauges {

    private final Map<String, CoverageCount> counted = new ConcurrentHashMap<>();

    private final MultiGauge users = MultiGauge.builder(Meters.PREFIX + "users")
            .description("Users without service accounts, as counted in the last minutes")
            .register(Metrics.globalRegistry);

    private final MultiGauge withDevice = MultiGauge.builder(Meters.PREFIX + "users.with.device")
            .description("Users who have a virtual MFA device, as counted in the last minutes")
            .register(Metrics.globalRegistry);

    void show(Map<String, CoverageCount> realms) {
        counted.putAll(realms);
        show(users, realms, CoverageCount::users);
        show(withDevice, realms, CoverageCount::withDevice);
        counted.keySet().retainAll(realms.keySet());
    }

    private void show(MultiGauge gauge, Map<String, CoverageCount> realms, ToDoubleFunction<CoverageCount> number) {
        gauge.register(realms.keySet().stream()
                .map(realm -> Row.of(Tags.of(RealmLabel.NAME, realm), realm, name -> now(name, number)))
                .toList());
    }

    private double now(String realm, ToDoubleFunction<CoverageCount> number) {
        CoverageCount count = counted.get(realm);
        return count == null ? Double.NaN : number.applyAsDouble(count);
    }
}
