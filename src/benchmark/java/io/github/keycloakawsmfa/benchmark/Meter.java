package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.DatabaseProcesses;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs in, and reads what that took. */
final class Meter implements AutoCloseable {

    private final MeasuredServer server;
    private final Optional<DatabaseProcesses> database;

    Meter(MeasuredServer server) throws SQLException {
        this.server = server;
        this.database =
                server.isOnPostgres() ? Optional.of(new DatabaseProcesses(server.database())) : Optional.empty();
    }

    /** What the database's processes have had of the processors so far; nothing where it runs in Keycloak's. */
    Duration postgres() {
        return database.map(DatabaseProcesses::cpu).orElse(Duration.ZERO);
    }

    Duration keycloak() {
        return server.cpu();
    }

    /**
     * Where there are several nodes, they are taken by turns, and stay the user's: as by a balancer with sticky sessions.
     *
     * @param atOnce how many users sign in at the same time, each after the other as soon as they may
     */
    Block block(Kind kind, int run, int size, int atOnce) {
        ConcurrentLinkedQueue<Account> waiting =
                new ConcurrentLinkedQueue<>(kind.accounts().take(size));
        ConcurrentLinkedQueue<Duration> latencies = new ConcurrentLinkedQueue<>();
        AtomicInteger turn = new AtomicInteger();
        List<URI> nodes = server.nodes();
        Duration postgres = postgres();
        Duration keycloak = keycloak();
        Duration client = own();
        long start = System.nanoTime();
        try {
            AtOnce.times(atOnce, caller -> {
                for (Account next = waiting.poll(); next != null; next = waiting.poll()) {
                    long begin = System.nanoTime();
                    kind.signIn(next, nodes.get(turn.getAndIncrement() % nodes.size()));
                    latencies.add(Duration.ofNanos(System.nanoTime() - begin));
                }
                return null;
            });
        } catch (Exception e) {
            throw new FailedSignIn(e);
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        return new Block(
                kind.name(),
                run,
                keycloak().minus(keycloak),
                postgres().minus(postgres),
                own().minus(client),
                wall,
                List.copyOf(latencies));
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws SQLException {
        if (database.isPresent()) {
            database.get().close();
        }
    }
}
