package io.github.keycloakawsmfa.device.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import org.hibernate.Session;

/**
 * Bounds how long the database waits for the lock of a row that is locked or inserted. Hibernate's hint does not bound
 * inserts, and where the database has a setting, Hibernate (7.1 to 7.4) reads, sets and restores it with three
 * statements: so there it gets no hint. H2 and Oracle are left to Hibernate: H2 bounds every wait, and Oracle has no
 * setting for inserts.
 */
public final class LockWait {

    static final int MILLIS = 3000;

    /** JPA's name for it. */
    public static final String HINT = "jakarta.persistence.lock.timeout";

    private enum Database {
        /** Ends with the transaction. */
        POSTGRESQL("set local lock_timeout = " + MILLIS, ""),
        /** The variable is the session's, which goes back to the pool: the old value is restored. */
        MYSQL(
                "set @virtual_mfa_wait = @@session.innodb_lock_wait_timeout, session innodb_lock_wait_timeout = "
                        + MILLIS / 1000,
                "set session innodb_lock_wait_timeout = @virtual_mfa_wait"),
        /** Likewise; it takes no expression, so the old value has to be read. */
        SQL_SERVER("set lock_timeout " + MILLIS, "set lock_timeout %d"),
        OTHER("", "");

        private final String bound;
        private final String restored;

        Database(String bound, String restored) {
            this.bound = bound;
            this.restored = restored;
        }

        static Database of(Connection connection) throws SQLException {
            String name = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
            if (name.startsWith("postgresql")) {
                return POSTGRESQL;
            }
            if (name.startsWith("mysql") || name.startsWith("mariadb")) {
                return MYSQL;
            }
            return name.startsWith("microsoft sql server") ? SQL_SERVER : OTHER;
        }
    }

    private final Session session;
    private final Map<String, Object> hints;
    private final String restored;

    private LockWait(Session session, Map<String, Object> hints, String restored) {
        this.session = session;
        this.hints = hints;
        this.restored = restored;
    }

    /** From here until {@link #restore}. */
    public static LockWait bound(Session session) {
        return session.doReturningWork(connection -> {
            Database database = Database.of(connection);
            String restored = database == Database.SQL_SERVER
                    ? database.restored.formatted(lockTimeout(connection))
                    : database.restored;
            run(connection, database.bound);
            return new LockWait(session, database == Database.OTHER ? Map.of(HINT, MILLIS) : Map.of(), restored);
        });
    }

    /** The hints for Hibernate. */
    public Map<String, Object> hints() {
        return hints;
    }

    public void restore() {
        if (!restored.isEmpty()) {
            session.doWork(connection -> run(connection, restored));
        }
    }

    private static int lockTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("select @@lock_timeout")) {
            value.next();
            return value.getInt(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        if (!sql.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
