package io.github.keycloakawsmfa.device.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Meters in the registry in which Keycloak has its own (26.4.7 to 26.7.3, MicrometerUserEventMetricsEventListenerProvider),
 * under its prefix; Prometheus writes a point as an underscore, and appends units and {@code _total}. Where metrics are
 * off, that registry passes nothing on, and nothing is made in it. Called by {@link Recording} only.
 */
final class Meters {

    static final String PREFIX = "keycloak.aws.mfa.";

    /** Steps of 30 s: from what typing takes, over what a code may be off, to a day. */
    private static final double[] STEPS = {1, 2, 3, 5, 10, 20, 120, 2880};

    /** A lock is waited for at most a few seconds. */
    private static final Duration[] DURATIONS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private Meters() {}

    /** Whether somebody gets what is recorded. */
    static boolean areOn() {
        return !Metrics.globalRegistry.getRegistries().isEmpty();
    }

    /** @param labels names and values in turn, the same names for each name */
    static void count(String name, String help, String... labels) {
        ifOn(registry -> Counter.builder(PREFIX + name)
                .description(help)
                .tags(labels)
                .register(registry)
                .increment());
    }

    /** @param steps not negative: Micrometer drops what is */
    static void steps(String name, String help, long steps, String... labels) {
        ifOn(registry -> DistributionSummary.builder(PREFIX + name)
                .description(help)
                .baseUnit("steps")
                .serviceLevelObjectives(STEPS)
                .tags(labels)
                .register(registry)
                .record((double) steps));
    }

    /** The registry's monotonic time, in nanoseconds. */
    static long ticks() {
        return Metrics.globalRegistry.config().clock().monotonicTime();
    }

    static void time(String name, String help, long nanoseconds, String... labels) {
        ifOn(registry -> Timer.builder(PREFIX + name)
                .description(help)
                .serviceLevelObjectives(DURATIONS)
                .tags(labels)
                .register(registry)
                .record(nanoseconds, TimeUnit.NANOSECONDS));
    }

    private static void ifOn(Consumer<CompositeMeterRegistry> recording) {
        if (areOn()) {
            recording.accept(Metrics.globalRegistry);
        }
    }
}
