package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.DatabaseProcesses;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Signs in, and reads what that took. */
final class Meter implements AutoCloseable {

    private final MeasuredServer server;
    private final DatabaseProcesses database;

    Meter(MeasuredServer server) throws SQLException {
        this.server = server;
        this.database = new DatabaseProcesses(server.database());
    }

    /** @param atOnce how many users sign in at the same time, each after the other as soon as they may */
    Block block(Kind kind, int run, int size, int atOnce) {
        ConcurrentLinkedQueue<Account> waiting =
                new ConcurrentLinkedQueue<>(kind.accounts().take(size));
        ConcurrentLinkedQueue<Duration> latencies = new ConcurrentLinkedQueue<>();
        Duration postgres = database.cpu();
        Duration keycloak = server.cpu();
        Duration client = own();
        try {
            AtOnce.times(atOnce, caller -> {
                for (Account next = waiting.poll(); next != null; next = waiting.poll()) {
                    long begin = System.nanoTime();
                    kind.signIn(next);
                    latencies.add(Duration.ofNanos(System.nanoTime() - begin));
                }
                return null;
            });
        } catch (Exception e) {
            throw new FailedSignIn(e);
        }
        return new Block(
                kind.name(),
                run,
                server.cpu().minus(keycloak),
                database.cpu().minus(postgres),
                own().minus(client),
                List.copyOf(latencies));
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
