package io.github.keycloakawsmfa.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Some sign-ins of one kind in a row, and what they took.
 *
 * @param run which run of the command's it belongs to
 * @param keycloak what Keycloak's process had of the processors
 * @param postgres what the database's had
 * @param client what the one that signs in had
 * @param wall until the last of them was done
 * @param latencies of each sign-in, from the first request to the last answer
 */
record Block(
        String kind,
        int run,
        Duration keycloak,
        Duration postgres,
        Duration client,
        Duration wall,
        List<Duration> latencies) {

    /** Sign-ins in a second. */
    double perSecond() {
        return latencies.size() * 1000 / millis(wall);
    }

    /** How many processors somebody had meanwhile. */
    double cores(Duration cpu) {
        return millis(cpu) / millis(wall);
    }

    double keycloakMillis() {
        return perSignIn(keycloak);
    }

    double postgresMillis() {
        return perSignIn(postgres);
    }

    double serverMillis() {
        return perSignIn(keycloak.plus(postgres));
    }

    double clientMillis() {
        return perSignIn(client);
    }

    double latencyMillis() {
        return perSignIn(latencies.stream().reduce(Duration.ZERO, Duration::plus));
    }

    /** Of the block's sign-ins; {@link #latencyMillis} is their mean. */
    double medianLatencyMillis() {
        return Spread.of(latencies, Block::millis).median();
    }

    private double perSignIn(Duration whole) {
        return millis(whole) / latencies.size();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** Those of each run, in their order. */
    static List<List<Block>> ofEachRun(List<Block> blocks) {
        return List.copyOf(blocks.stream()
                .collect(Collectors.groupingBy(Block::run, TreeMap::new, Collectors.toList()))
                .values());
    }
}
