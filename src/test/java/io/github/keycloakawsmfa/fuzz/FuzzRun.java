package io.github.keycloakawsmfa.fuzz;

import java.time.Duration;
import java.time.Instant;

/**
 * How long and with which seeds: the same few ones each time, or random ones for {@code fuzz.seconds}, or the one of
 * {@code fuzz.seed}, which a failure has named.
 */
final class FuzzRun {

    /** What is done with one seed. */
    interface Round {
        void with(HostileInput input) throws Exception;
    }

    private FuzzRun() {}

    /** @param rounds how many there are with the seeds that never change */
    static void of(int rounds, Round round) {
        Long seed = Long.getLong("fuzz.seed");
        Integer seconds = Integer.getInteger("fuzz.seconds");
        if (seed != null) {
            run(seed, round);
        } else if (seconds == null) {
            for (int fixed = 0; fixed < rounds; fixed++) {
                run(fixed, round);
            }
        } else {
            Instant end = Instant.now().plus(Duration.ofSeconds(seconds));
            long next = System.nanoTime();
            for (int count = 0; Instant.now().isBefore(end); count++) {
                run(next + count, round);
            }
        }
    }

    private static void run(long seed, Round round) {
        try {
            round.with(new HostileInput(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("With -Dfuzz.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
