package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.enroll.ClockOffsetPolicy.PreviousPair;
import io.github.keycloakawsmfa.totp.PairOutcome.Matched;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockOffsetPolicyTest {

    private static final long CREATED = 1000;
    private static final long NOW = 1040;

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    @DisplayName("A pair in step is taken, whatever the age of the secret")
    void inStep(long drift) {
        assertThat(judge(drift, NOW, Optional.empty())).isEqualTo(new PreviousPair(NOW + drift, drift, true));
    }

    @ParameterizedTest
    @ValueSource(longs = {-20, -2, 2, 20})
    @DisplayName("A pair that is off is taken while the secret is too young for late codes")
    void youngSecret(long drift) {
        assertThat(judge(drift, CREATED + 1, Optional.empty())).matches(PreviousPair::believed);
        assertThat(judge(drift, CREATED + 2, Optional.empty())).matches(pair -> !pair.believed());
    }

    @Test
    @DisplayName("A pair that is off asks for two new codes and is remembered")
    void off() {
        assertThat(judge(-8, NOW, Optional.empty())).isEqualTo(new PreviousPair(NOW - 8, -8, false));
    }

    @Nested
    @DisplayName("After a pair that was 8 steps behind")
    class AfterAPair {

        private final Optional<PreviousPair> earlier = Optional.of(new PreviousPair(NOW - 8, -8, false));

        @ParameterizedTest
        @ValueSource(longs = {-9, -8, -7})
        @DisplayName("a later pair that is as far off shows a slow clock")
        void slowClock(long drift) {
            assertThat(judge(drift, NOW + 3, earlier)).isEqualTo(new PreviousPair(NOW + 3 + drift, drift, true));
        }

        @Test
        @DisplayName("a later pair in step shows that the first was late")
        void wasLate() {
            assertThat(judge(0, NOW + 3, earlier)).isEqualTo(new PreviousPair(NOW + 3, 0, true));
        }

        @Test
        @DisplayName("a later pair that is off by another amount shows nothing")
        void offByAnotherAmount() {
            assertThat(judge(-4, NOW + 3, earlier)).isEqualTo(new PreviousPair(NOW - 1, -4, false));
        }

        @Test
        @DisplayName("the same pair once more shows nothing, and its first sight stays")
        void samePair() {
            assertThat(judge(-9, NOW + 1, earlier)).isEqualTo(earlier.get());
        }

        @Test
        @DisplayName("a pair that shares a code with the first shows nothing")
        void overlapping() {
            assertThat(judge(-8, NOW + 1, earlier)).matches(pair -> !pair.believed());
        }
    }

    @Nested
    @DisplayName("After a pair that was believed, but made no device yet")
    class AfterABelievedPair {

        private final Optional<PreviousPair> earlier = Optional.of(new PreviousPair(NOW - 8, -8, true));

        @ParameterizedTest
        @ValueSource(longs = {-9, -12, -20})
        @DisplayName("the same pair is taken as it was seen first")
        void samePair(long drift) {
            assertThat(judge(drift, NOW - 8 - drift, earlier)).isEqualTo(new PreviousPair(NOW - 8, -8, true));
        }

        @Test
        @DisplayName("another pair is judged by itself")
        void anotherPair() {
            assertThat(judge(-3, NOW, earlier)).isEqualTo(new PreviousPair(NOW - 3, -3, false));
        }
    }

    private static PreviousPair judge(long drift, long nowStep, Optional<PreviousPair> earlier) {
        return ClockOffsetPolicy.judge(new Matched(nowStep + drift - 1, drift), nowStep, CREATED, earlier);
    }
}
