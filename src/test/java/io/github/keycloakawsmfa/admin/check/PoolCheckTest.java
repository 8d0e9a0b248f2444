package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.database.ConnectionPool;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolCheckTest {

    @ParameterizedTest
    @CsvSource({"51, 50", "100, 50", "100, 96", "2, 1"})
    void oneConnectionMoreThanRequestsIsEnough(int connections, int threads) {
        assertThat(check(OptionalInt.of(connections), OptionalInt.of(threads)).run())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"50, 50, 51, 49", "5, 50, 51, 4", "100, 100, 101, 99", "1, 1, 2, 1"})
    void fewerAreToldWithWhatIsEnough(int connections, int threads, int more, int fewer) {
        assertThat(check(OptionalInt.of(connections), OptionalInt.of(threads)).run())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo(FindingId.POOL_TOO_SMALL);
                    assertThat(finding.sentence()).contains(connections + " database", threads + " requests");
                    assertThat(finding.fix())
                            .contains("--db-pool-max-size=" + more + " ", "--http-pool-max-threads=" + fewer + " ");
                });
    }

    @Test
    void whatIsNotKnownIsNoFinding() {
        assertThat(check(OptionalInt.empty(), OptionalInt.of(50)).run()).isEmpty();
        assertThat(check(OptionalInt.of(5), OptionalInt.empty()).run()).isEmpty();
        assertThat(new PoolCheck(ConnectionPool.ofServer()).run())
                .as("no Quarkus runs here, so nothing is set")
                .isEmpty();
    }

    private static PoolCheck check(OptionalInt connections, OptionalInt threads) {
        return new PoolCheck(new ConnectionPool(connections, threads));
    }
}
