package io.github.keycloakawsmfa.device.database;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.hibernate.exception.LockAcquisitionException;

/**
 * Whether the database refused a lock: it was not obtained in time, or the transaction was chosen as a deadlock's
 * victim.
 *
 * <p>The row's own lock fails with the exception of JPA and Hibernate. A commit fails with what Keycloak left of that,
 * in 26.7.3 the innermost cause alone, the driver's (EntityManagerProxy.convert): so all three are known here.
 */
public final class LockDenied {

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

    private LockDenied() {}

    public static boolean isBehind(Throwable thrown) {
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
