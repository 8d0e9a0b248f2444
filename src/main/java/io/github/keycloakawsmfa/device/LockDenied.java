package io.github.keycloakawsmfa.device;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.hibernate.exception.LockAcquisitionException;

/**
 * Whether the database refused a lock: it was not had in time, or the transaction was chosen as a deadlock's victim.
 *
 * <p>The row's own lock fails with what JPA and Hibernate made of it. A commit fails with what Keycloak left of that, in
 * 26.7.3 the innermost cause alone, the driver's (EntityManagerProxy.convert): so all three are known here.
 */
final class LockDenied {

    /** PostgreSQL's lock_not_available. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** SQL's class of transaction rollbacks: deadlocks, in PostgreSQL, H2, MySQL and SQL Server. */
    private static final String TRANSACTION_ROLLBACK = "40";

    private LockDenied() {}

    static boolean isBehind(Throwable thrown) {
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

    private static boolean isReported(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof SQLTransientException // H2's and others' timeouts
                || LOCK_NOT_AVAILABLE.equals(state)
                || (state != null && state.startsWith(TRANSACTION_ROLLBACK));
    }
}
