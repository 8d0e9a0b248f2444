package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.token.TokenKeys.Batch;
import io.github.keycloakawsmfa.device.token.TokenKeys.TokenFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Processes a realm's hardware tokens in batches, behind all its users, until it is enough for one call. */
final class TokenBatches {

    /** What {@code after} begins with when all users have been seen: no user's id in Keycloak does. */
    private static final String PREFIX = "token:";

    /**
     * @param failures those that stay as they are
     * @param last where to continue; empty if all have been seen
     */
    record End(int done, List<TokenFailure> failures, Optional<String> last) {

        static final End NONE = new End(0, List.of(), Optional.empty());
    }

    private TokenBatches() {}

    /** Whether a call continues among the tokens. */
    static boolean isAmongTokens(String after) {
        return after.startsWith(PREFIX);
    }

    /**
     * @param after where to continue; anything else than a token's place means the beginning
     * @param began whether the call has processed something already: otherwise one batch is processed in any case
     * @param act processes the next ones behind a serial number
     */
    static End work(String after, boolean began, BooleanSupplier isOver, Function<String, Batch> act) {
        String behind = isAmongTokens(after) ? after.substring(PREFIX.length()) : "";
        int done = 0;
        List<TokenFailure> failures = new ArrayList<>();
        boolean first = !began;
        while (first || !isOver.getAsBoolean()) {
            first = false;
            Batch batch = act.apply(behind);
            done += batch.done();
            failures.addAll(batch.failures());
            if (batch.last().isEmpty()) {
                return new End(done, List.copyOf(failures), Optional.empty());
            }
            behind = batch.last().get();
        }
        return new End(done, List.copyOf(failures), Optional.of(PREFIX + behind));
    }
}
