package io.github.keycloakawsmfa.admin.check;

import java.util.List;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whether the node has a database connection for each request that it works on, and one more. A request holds the one by which it read
 * a user who was not cached, while the ledger's transaction takes another: where each has one and wants a second, all wait until the
 * pool gives up.
 *
 * @param connections the most that the pool has; empty if it is not known
 * @param threads the most requests at a time; empty if it is not known
 */
public record PoolCheck(OptionalInt connections, OptionalInt threads) implements Check {

    /**
     * What this node was started with. Keycloak hands its options {@code db-pool-max-size} and {@code http-pool-max-threads},
     * defaults included, to Quarkus under these names (26.4 to 26.7, DatabasePropertyMappers, HttpPropertyMappers).
     */
    public static PoolCheck ofServer() {
        return new PoolCheck(setting("quarkus.datasource.jdbc.max-size"), setting("quarkus.thread-pool.max-threads"));
    }

    @Override
    public List<Finding> look() {
        if (connections.isEmpty() || threads.isEmpty() || connections.getAsInt() > threads.getAsInt()) {
            return List.of();
        }
        int enough = threads.getAsInt() + 1;
        return List.of(Finding.of(
                FindingId.POOL_TOO_SMALL,
                "server",
                "There are at most " + connections.getAsInt() + " database connections for up to " + threads.getAsInt()
                        + " requests at a time, and a code may take two: many codes at once can hold up everybody.",
                "Start every node with --db-pool-max-size=" + enough + " or more, or with --http-pool-max-threads="
                        + Math.max(1, connections.getAsInt() - 1) + " or less."));
    }

    /** Nothing is promised of Quarkus's names: where they are others, nothing is found. */
    private static OptionalInt setting(String name) {
        try {
            return ConfigProvider.getConfig()
                    .getOptionalValue(name, Integer.class)
                    .map(OptionalInt::of)
                    .orElseGet(OptionalInt::empty);
        } catch (RuntimeException | LinkageError e) {
            return OptionalInt.empty();
        }
    }
}
