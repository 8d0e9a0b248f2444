package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.database.ConnectionPool;
import java.util.List;

/** Whether the node has a database connection for each request that it handles, and one more. */
record PoolCheck(ConnectionPool pool) implements Check {

    @Override
    public List<Finding> run() {
        if (pool.isEnough()) {
            return List.of();
        }
        int connections = pool.connections().getAsInt();
        int threads = pool.threads().getAsInt();
        int enough = threads + 1;
        return List.of(Finding.of(
                FindingId.POOL_TOO_SMALL,
                "server",
                "There are at most " + connections + " database connections for up to " + threads
                        + " requests at a time, and a code may take two: when many codes come at once, some users have to try again.",
                "Start every node with --db-pool-max-size=" + enough + " or more, or with --http-pool-max-threads="
                        + Math.max(1, connections - 1) + " or less."));
    }
}
