package io.github.keycloakawsmfa.device.metrics;

import java.util.Optional;
import java.util.function.Supplier;

/** How long acts of the ledger take, from the wait for a connection and the row's lock to the commit, as a metric. */
public final class LedgerTimer {

    private LedgerTimer() {}

    /**
     * @param act empty if it could not take place: the row stayed locked, or there was no connection
     * @return what the act returned; what it throws is thrown on
     */
    public static <T> Optional<T> timed(String realmName, Supplier<Optional<T>> act) {
        // No method reference: that one is linked here, before anything can catch it.
        long begin = Recording.ask(() -> Meters.ticks(), 0L);
        String outcome = "failed";
        try {
            Optional<T> result = act.get();
            outcome = result.isPresent() ? "done" : "busy";
            return result;
        } finally {
            record(realmName, begin, outcome);
        }
    }

    private static void record(String realmName, long begin, String outcome) {
        Recording.run(() -> Meters.time(
                "ledger",
                "Acts of the ledger, each a transaction under the lock of a user's row",
                Meters.ticks() - begin,
                RealmLabel.NAME,
                RealmLabel.of(realmName),
                "outcome",
                outcome));
    }
}
