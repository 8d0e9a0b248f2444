package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** What a database is asked and what it looks at for it, as PostgreSQL itself counts. */
final class DatabaseMeter implements AutoCloseable {

    private static final Pattern STATEMENT =
            Pattern.compile(" LOG: +(statement|execute [^:]+): (?!BEGIN|COMMIT|ROLLBACK)");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** PostgreSQL 15: an idle session hands in what it has counted ten seconds after its last statement, at the latest. */
    private static final Duration HANDED_IN = Duration.ofSeconds(11);

    private final Database database;
    private final Connection connection;

    /** PostgreSQL's own cleaning looks at pages too, whenever it likes: not while something is measured. */
    static void withoutVacuum(Database database) {
        run(database, "alter system set autovacuum = off");
        run(database, "select pg_reload_conf()");
    }

    /** As it would have done itself some time after the tables were filled. */
    static void vacuum(Database database) {
        run(database, "vacuum analyze");
    }

    DatabaseMeter(Database database) throws SQLException {
        this.database = database;
        connection = database.connect();
    }

    /** How many statements come meanwhile, without those that begin and end transactions. */
    long statements(Runnable act) {
        run(connection, "alter system set log_statement = 'all'");
        run(connection, "select pg_reload_conf()");
        String begin = mark();
        act.run();
        String end = mark();
        run(connection, "alter system reset log_statement");
        run(connection, "select pg_reload_conf()");
        String log = log(end);
        return log.substring(log.indexOf(begin) + begin.length(), log.indexOf(end))
                        .lines()
                        .filter(line -> STATEMENT.matcher(line).find())
                        .count()
                // The one that carries the second mark is ours.
                - 1;
    }

    /** How many pages of 8 kB all of its sessions have looked at since it was made, in memory or not. */
    long pages() {
        for (Instant end = Instant.now().plus(HANDED_IN); Instant.now().isBefore(end); ) {
            LockSupport.parkNanos(Duration.between(Instant.now(), end).toNanos());
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select blks_hit + blks_read from pg_stat_database where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String mark() {
        String mark = UUID.randomUUID().toString();
        run(connection, "select '" + mark + "'");
        return mark;
    }

    /** The engine passes the log on a moment after PostgreSQL has written it. */
    private String log(String end) {
        Instant limit = Instant.now().plus(LIMIT);
        String log = database.log();
        while (!log.contains(end)) {
            if (Instant.now().isAfter(limit)) {
                throw new IllegalStateException("PostgreSQL's log does not tell of its statements");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            log = database.log();
        }
        return log;
    }

    private static void run(Database database, String sql) {
        try (Connection once = database.connect()) {
            run(once, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
