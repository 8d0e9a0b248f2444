package io.github.keycloakawsmfa.device;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many requests of this node may take a second connection while they hold their first. Where the pool is not
 * {@link ConnectionPool#isEnough}, it is not every one: else they could have all connections among them, and each wait for one more.
 * Whoever may not has to give its first one back, and so does not wait.
 */
final class SecondConnections {

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

    static SecondConnections ofNode() {
        return OfNode.ALL;
    }

    /** @return what the work returned; or empty if too many others are at it */
    <T> Optional<T> use(Supplier<Optional<T>> work) {
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
