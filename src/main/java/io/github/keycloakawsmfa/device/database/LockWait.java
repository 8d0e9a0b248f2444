package io.github.keycloakawsmfa.device.database;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.exception.LockAcquisitionException;

/**
 * Bounds how long the database waits for the lock of a row that is locked or inserted, and knows how it refuses one. Hibernate's hint does not bound
 * inserts, and where the database has a setting, Hibernate (7.1 to 7.4) reads, sets and restores it with three
 * statements: so there it gets no hint. H2 and Oracle are left to Hibernate: H2 bounds every wait, and Oracle has no
 * setting for inserts.
 */
public final class LockWait {

    static final int MILLIS = 3000;

    /** JPA's name for it. */
    public static final String HINT = "jakarta.persistence.lock.timeout";

    /** PostgreSQL's lock_not_available. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** MySQL's and MariaDB's ER_LOCK_WAIT_TIMEOUT, whose state is that of all errors without a state of their own. */
    private static final int MYSQL_LOCK_WAIT_TIMEOUT = 1205;

    private static final String MYSQL_GENERAL_ERROR = "HY000";

    /** SQL Server's "Lock request time out period exceeded"; the driver makes up the state: S and four digits. */
    private static final int SQL_SERVER_LOCK_TIMEOUT = 1222;

    /** ORA-00054, ORA-00060 (a deadlock) and ORA-30006. */
    private static final Set<Integer> ORACLE_LOCKS = Set.of(54, 60, 30006);

    private static final String ORACLE_STATE = "61000";

    /** SQL's class of transaction rollbacks: deadlocks, in PostgreSQL, H2, MySQL and SQL Server. */
    private static final String TRANSACTION_ROLLBACK = "40";

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

    /**
     * Whether the database refused a lock: it was not obtained in time, or the transaction was chosen as a deadlock's
     * victim.
     *
     * <p>The row's own lock fails with the exception of JPA and Hibernate. A commit fails with what Keycloak left of
     * that, in 26.7.3 the innermost cause alone, the driver's (EntityManagerProxy.convert): so all three are known
     * here.
     */
    public static boolean isDenied(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LockTimeoutException
                    || cause instanceof PessimisticLockException
                    || cause instanceof org.hibernate.PessimisticLockException
                    || cause instanceof LockAcquisitionException
                    || (cause instanceof SQLException sql && isReported(sql))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was chosen as a deadlock's victim: then it is worth trying again at once. */
    public static boolean isDeadlock(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (isRolledBack(sql) || (ORACLE_STATE.equals(sql.getSQLState()) && sql.getErrorCode() == 60))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRolledBack(SQLException sql) {
        return sql.getSQLState() != null && sql.getSQLState().startsWith(TRANSACTION_ROLLBACK);
    }

    private static boolean isReported(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof SQLTransientException // H2's and others' timeouts
                || LOCK_NOT_AVAILABLE.equals(state)
                || (MYSQL_GENERAL_ERROR.equals(state) && sql.getErrorCode() == MYSQL_LOCK_WAIT_TIMEOUT)
                || (ORACLE_STATE.equals(state) && ORACLE_LOCKS.contains(sql.getErrorCode()))
                || (state != null && state.startsWith("S") && sql.getErrorCode() == SQL_SERVER_LOCK_TIMEOUT)
                || isRolledBack(sql);
    }
}
