package io.github.keycloakawsmfa.device.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.LockAcquisitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;

class LockWaitTest {

    static Stream<Throwable> denied() {
        return Stream.of(
                new ModelException("26.7.3", new SQLException("lock timeout", "55P03")),
                new ModelException("26.7.3", new SQLException("deadlock detected", "40P01")),
                new ModelException("MySQL, MariaDB", new SQLException("Lock wait timeout exceeded", "HY000", 1205)),
                new ModelException("SQL Server", new SQLException("Lock request time out period", "S0051", 1222)),
                new ModelException("Oracle", new SQLException("ORA-30006", "61000", 30006)),
                new ModelException("26.7.3", new SQLTimeoutException("Timeout trying to lock table", "HYT00", 50200)),
                new ModelException(
                        "26.4.7",
                        new PersistenceException(new LockAcquisitionException("deadlock", new SQLException("", "")))),
                new ModelException("26.4.7", new jakarta.persistence.LockTimeoutException()));
    }

    static Stream<Throwable> otherwise() {
        SQLException duplicate = new SQLException("duplicate key", "23505");
        return Stream.of(
                new ModelDuplicateException("", new ConstraintViolationException("", duplicate, "PK")),
                new ModelException("", duplicate),
                new ModelException("", new SQLException("no state")),
                new ModelException("", new SQLException("MySQL: another error", "HY000", 1105)),
                new ModelException("", new SQLException("MySQL: columns of a select", "21000", 1222)),
                new ModelException("", new SQLException("Oracle: another error", "61000", 18)),
                new IllegalStateException());
    }

    @ParameterizedTest
    @MethodSource("denied")
    void aLockThatWasNotHad(Throwable thrown) {
        assertThat(LockWait.isDenied(thrown)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("otherwise")
    void anyOtherFailure(Throwable thrown) {
        assertThat(LockWait.isDenied(thrown)).isFalse();
    }
}
