package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What a database is asked and what it looks at for it, as PostgreSQL itself counts. */
final class DatabaseMeter implements AutoCloseable {

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
        return database.statements().during(act).stream()
                .filter(sent -> !sent.isOfTransaction())
                .count();
    }

    /** How many pages of 8 kB all of its sessions have looked at since it was made, in memory or not. */
    long pages() {
        awaitCounts();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select blks_hit + blks_read from pg_stat_database where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What has been done to each table. */
    Map<String, TableUse> tables() {
        awaitCounts();
        Map<String, TableUse> tables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select relname, n_tup_ins, n_tup_upd, n_tup_del,"
                        + " pg_total_relation_size(relid) from pg_stat_user_tables")) {
            while (row.next()) {
                tables.put(
                        row.getString(1), new TableUse(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return tables;
    }

    /** How many bytes PostgreSQL has written ahead. */
    long wal() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitCounts() {
        for (Instant end = Instant.now().plus(HANDED_IN); Instant.now().isBefore(end); ) {
            LockSupport.parkNanos(Duration.between(Instant.now(), end).toNanos());
        }
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
