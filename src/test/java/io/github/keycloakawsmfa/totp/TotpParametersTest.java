package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpParametersTest {

    private static final Duration PERIOD = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:29.999999999Z, 0",
        "1970-01-01T00:00:30Z, 1",
        "1969-12-31T23:59:59.999999999Z, -1",
        "1969-12-31T23:59:30Z, -1",
        "1969-12-31T23:59:29.5Z, -2",
        "2603-10-11T11:33:20Z, 666666666",
        "+20975-03-28T00:00:00Z, 19991577600"
    })
    void stepAt(Instant moment, long step) {
        assertThat(TotpParameters.AUTHENTICATOR_APP.stepAt(moment)).isEqualTo(step);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3, -1, 0, 1, 666666666, 20000000000L})
    void aStepStartsWhereItsNumberChanges(long step) {
        TotpParameters parameters = TotpParameters.AUTHENTICATOR_APP;
        Instant start = parameters.startOf(step);
        assertThat(parameters.stepAt(start)).isEqualTo(step);
        assertThat(parameters.stepAt(start.minusNanos(1))).isEqualTo(step - 1);
        assertThat(parameters.startOf(step + 1)).isEqualTo(start.plus(PERIOD));
    }

    @Test
    void startsBeyondInstantAreRefused() {
        assertThatThrownBy(() -> TotpParameters.AUTHENTICATOR_APP.startOf(Long.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> TotpParameters.AUTHENTICATOR_APP.startOf(Long.MAX_VALUE / 30))
                .isInstanceOf(java.time.DateTimeException.class);
    }

    @Test
    void anyPeriodOfWholeSeconds() {
        TotpParameters minutes = new TotpParameters(TotpAlgorithm.SHA256, 8, Duration.ofSeconds(59));
        assertThat(minutes.stepAt(Instant.ofEpochSecond(118))).isEqualTo(2);
        assertThat(new TotpParameters(TotpAlgorithm.SHA1, 6, Duration.ofDays(365)).stepAt(Instant.EPOCH))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 7, 9, 10})
    void digitsAreSixOrEight(int digits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TotpParameters(TotpAlgorithm.SHA1, digits, PERIOD))
                .withMessage("A code has 6 or 8 digits, not " + digits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-30S", "PT0.5S", "PT30.000000001S"})
    void aPeriodIsANumberOfWholeSeconds(Duration period) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TotpParameters(TotpAlgorithm.SHA1, 6, period))
                .withMessageEndingWith("not " + period);
    }

    @Test
    void withoutAPeriodStepsAreCounted() {
        assertThat(new TotpParameters(TotpAlgorithm.SHA1, 6, Duration.ZERO).isCounter())
                .isTrue();
        assertThat(TotpParameters.AUTHENTICATOR_APP.isCounter()).isFalse();
    }

    @Test
    void aDurationHasAtLeastOneStep() {
        assertThat(TotpParameters.AUTHENTICATOR_APP.stepsIn(Duration.ofMinutes(10)))
                .isEqualTo(20);
        assertThat(new TotpParameters(TotpAlgorithm.SHA1, 6, Duration.ofMinutes(20)).stepsIn(Duration.ofMinutes(10)))
                .isEqualTo(1);
    }

    @Test
    void nothingIsNull() {
        assertThatNullPointerException().isThrownBy(() -> new TotpParameters(null, 6, PERIOD));
        assertThatNullPointerException().isThrownBy(() -> new TotpParameters(TotpAlgorithm.SHA1, 6, null));
    }
}
