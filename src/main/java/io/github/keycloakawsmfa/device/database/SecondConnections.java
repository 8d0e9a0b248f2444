package io.github.keycloakawsmfa.device.database;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many requests of this node may take a second connection while they hold their first. If the pool is not
 * {@link ConnectionPool#isEnough}, only some may: otherwise requests could hold all connections between them while each
 * waits for one more. A request that may not take one does not wait either, so its first connection goes back at once.
 */
public final class SecondConnections {

    /** Read when the first request asks: the server's options do not change. */
    private static final class OfNode {

        private static final SecondConnections ALL = new SecondConnections(ConnectionPool.ofServer());
    }

    private final Semaphore permits;

    SecondConnections(ConnectionPool pool) {
        int most = pool.isEnough()
                ? Integer.MAX_VALUE
                : Math.max(1, (pool.connections().getAsInt() - 1) / 2);
        this.permits = new Semaphore(most);
    }

    public static SecondConnections ofNode() {
        return OfNode.ALL;
    }

    /** @return what the work returned; or empty if too many others hold a second connection */
    public <T> Optional<T> use(Supplier<Optional<T>> work) {
        if (!permits.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
