package io.github.keycloakawsmfa.speed;

import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Many requests at once, and what they were answered.
 *
 * @param took until the last answer
 * @param stranger how long somebody of another realm, who asked for a token meanwhile, waited at most
 * @param refused why they got none, or null
 */
record ConcurrentRequests<T>(List<T> answers, Duration took, Duration stranger, AssertionError refused) {

    static final int MANY = 20;

    /** Fewer than the connections, two for each: this never waits. */
    private static final int FEW = 2;

    /** The calls 0 to {@link #MANY} - 1, at once. */
    static <T> ConcurrentRequests<T> of(TestRealm realm, IntFunction<T> call) {
        Instant begin = Instant.now();
        CompletableFuture<List<T>> all = CompletableFuture.supplyAsync(() -> atOnce(MANY, call));
        Duration longest = Duration.ZERO;
        AssertionError refused = null;
        do {
            Instant asked = Instant.now();
            try {
                realm.server().admin().token();
            } catch (AssertionError e) {
                refused = e;
            }
            Duration waited = Duration.between(asked, Instant.now());
            longest = waited.compareTo(longest) > 0 ? waited : longest;
        } while (!all.isDone());
        return new ConcurrentRequests<>(all.join(), Duration.between(begin, Instant.now()), longest, refused);
    }

    /** The same calls, a few at a time. */
    static <T> List<T> inTurn(IntFunction<T> call) {
        List<T> answers = new ArrayList<>();
        for (int done = 0; done < MANY; done += FEW) {
            int first = done;
            answers.addAll(atOnce(FEW, i -> call.apply(first + i)));
        }
        return answers;
    }

    private static <T> List<T> atOnce(int count, IntFunction<T> call) {
        try {
            return AtOnce.times(count, call);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
