package io.github.keycloakawsmfa.device.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondConnectionsTest {

    @ParameterizedTest
    @CsvSource({"5, 50, 2", "50, 50, 24", "1, 50, 1", "2, 2, 1"})
    void whereThePoolIsSmallHalfOfItAtMost(int connections, int threads, int most) {
        assertThat(depth(pool(connections, threads), 100)).isEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({"51, 50", "100, 50"})
    void elseAll(int connections, int threads) {
        assertThat(depth(pool(connections, threads), 100)).isEqualTo(100);
    }

    @Test
    void soIsWhereThePoolIsNotKnown() {
        assertThat(depth(new SecondConnections(new ConnectionPool(OptionalInt.empty(), OptionalInt.of(9))), 100))
                .isEqualTo(100);
    }

    @Test
    void whoFailsGivesItBack() {
        SecondConnections one = pool(1, 50);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> one.use(() -> {
                        throw new IllegalStateException("as asked for");
                    }))
                    .hasMessage("as asked for");
        }
        assertThat(one.use(() -> Optional.of("got"))).contains("got");
    }

    private static SecondConnections pool(int connections, int threads) {
        return new SecondConnections(new ConnectionPool(OptionalInt.of(connections), OptionalInt.of(threads)));
    }

    /** How many are at it at once, each begun within the one before. */
    private static int depth(SecondConnections connections, int asked) {
        return asked == 0
                ? 0
                : connections
                        .use(() -> Optional.of(1 + depth(connections, asked - 1)))
                        .orElse(0);
    }
}
