package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.DatabaseProcesses;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;

/** Does something, and reads what that took. */
final class CostMeter implements AutoCloseable {

    private static final int TRIES = 3;

    private final MeasuredServer server;
    private final DatabaseProcesses processes;
    private final DatabaseMeter database;

    CostMeter(MeasuredServer server) throws SQLException {
        this.server = server;
        this.processes = new DatabaseProcesses(server.database());
        this.database = new DatabaseMeter(server.database());
    }

    /** Where its statements are counted, it is done a few times more, before it is measured. */
    Cost cost(Task task) {
        long statements = task.counted() ? statements(task.once()) : -1;
        long pages = database.pages();
        Duration postgres = processes.cpu();
        Duration keycloak = server.cpu();
        long begin = System.nanoTime();
        for (int i = 0; i < task.times(); i++) {
            task.once().run();
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - begin);
        Duration byPostgres = processes.cpu().minus(postgres);
        Duration byKeycloak = server.cpu().minus(keycloak);
        double times = task.times();
        return new Cost(
                statements,
                (database.pages() - pages) / times,
                Cost.millis(byPostgres) / times,
                Cost.millis(byKeycloak) / times,
                Cost.millis(wall) / times);
    }

    /** The fewest of some tries, because now and then the server does something of its own meanwhile. */
    private long statements(Runnable once) {
        return IntStream.range(0, TRIES)
                .mapToLong(i -> database.statements(once))
                .min()
                .orElseThrow();
    }

    @Override
    public void close() throws SQLException {
        processes.close();
        database.close();
    }
}
