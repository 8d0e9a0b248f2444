package io.github.keycloakawsmfa.device;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.regex.Pattern;
import org.hibernate.exception.LockAcquisitionException;

/**
 * Whether the database refused a lock: it was not had in time, or the transaction was chosen as a deadlock's victim.
 *
 * <p>Keycloak 26.7.3 hands on the innermost cause alone, the driver's, and 26.4.7 those that JPA and Hibernate made of
 * it (EntityManagerProxy.convert): so all three are known here.
 */
final class LockDenied {

    /** PostgreSQL's lock_not_available. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** SQL's class of transaction rollbacks: deadlocks, in PostgreSQL, H2, MySQL and SQL Server. */
    private static final String TRANSACTION_ROLLBACK = "40";

    /** H2's store tells of a lock (101) or a deadlock (105) at the end of its message, and is the innermost cause. */
    private static final String H2_STORE = "org.h2.mvstore.MVStoreException";

    private static final Pattern H2_LOCK = Pattern.compile(".*/10[15]]", Pattern.DOTALL);

    private LockDenied() {}

    static boolean isBehind(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LockTimeoutException
                    || cause instanceof PessimisticLockException
                    || cause instanceof org.hibernate.PessimisticLockException
                    || cause instanceof LockAcquisitionException
                    || (cause instanceof SQLException sql && isReported(sql))
                    || isReportedByH2(cause)) {
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

    private static boolean isReportedByH2(Throwable cause) {
        return H2_STORE.equals(cause.getClass().getName())
                && cause.getMessage() != null
                && H2_LOCK.matcher(cause.getMessage()).matches();
    }
}
