package io.github.keycloakawsmfa.device.database;

import java.util.OptionalInt;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The node's database connections.
 *
 * @param connections the pool's maximum; empty if it is not known
 * @param threads the most requests at a time; empty if it is not known
 */
public record ConnectionPool(OptionalInt connections, OptionalInt threads) {

    /**
     * The values this node was started with. Keycloak hands its options {@code db-pool-max-size} and
     * {@code http-pool-max-threads}, defaults included, to Quarkus under these names (26.4 to 26.7,
     * DatabasePropertyMappers, HttpPropertyMappers).
     */
    public static ConnectionPool ofServer() {
        return new ConnectionPool(
                setting("quarkus.datasource.jdbc.max-size"), setting("quarkus.thread-pool.max-threads"));
    }

    /**
     * Whether each request may have one connection, and one request a second. A request holds the one it read an
     * uncached user with while the ledger's transaction takes another: if each has one and wants a second, all wait
     * until the pool gives up. An unknown number counts as enough.
     */
    public boolean isEnough() {
        return connections.isEmpty() || threads.isEmpty() || connections.getAsInt() > threads.getAsInt();
    }

    /** Quarkus does not promise these names: if they change, nothing is known. */
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
