package io.github.keycloakawsmfa.device.database;

import java.util.OptionalInt;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The node's database connections.
 *
 * @param connections the most that the pool has; empty if it is not known
 * @param threads the most requests at a time; empty if it is not known
 */
public record ConnectionPool(OptionalInt connections, OptionalInt threads) {

    /**
     * What this node was started with. Keycloak hands its options {@code db-pool-max-size} and {@code http-pool-max-threads},
     * defaults included, to Quarkus under these names (26.4 to 26.7, DatabasePropertyMappers, HttpPropertyMappers).
     */
    public static ConnectionPool ofServer() {
        return new ConnectionPool(
                setting("quarkus.datasource.jdbc.max-size"), setting("quarkus.thread-pool.max-threads"));
    }

    /**
     * Whether each request may have one, and one of them another besides. A request holds the one by which it read a user who
     * was not cached, while the ledger's transaction takes another: where each has one and wants a second, all wait until the
     * pool gives up. One that is not known is taken for enough.
     */
    public boolean isEnough() {
        return connections.isEmpty() || threads.isEmpty() || connections.getAsInt() > threads.getAsInt();
    }

    /** Nothing is promised of Quarkus's names: where they are others, nothing is known. */
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
