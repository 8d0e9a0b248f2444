package io.github.keycloakawsmfa.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.EvidenceEntry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {

    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    private final Evidence evidence = new Evidence("device", EvidenceEntry.Kind.CODE, AT);

    @ParameterizedTest
    @CsvSource({"PT0S, PT0S, true", "PT1H, PT1H, true", "PT1H0.001S, PT1H, false", "PT1S, PT0S, false"})
    void isFreshUpToItsMaximalAge(Duration age, Duration maxAge, boolean fresh) {
        assertThat(evidence.isFresh(AT.plus(age), maxAge)).isEqualTo(fresh);
    }

    @ParameterizedTest
    @CsvSource({
        "PT11H50M, PT12H, false",
        "PT11H50M0.001S, PT12H, true",
        "PT7M30S, PT15M, false",
        "PT7M30.001S, PT15M, true",
        "PT0S, PT0S, false"
    })
    void isNearlyOldTenMinutesBeforeOrHalfItsMaximalAge(Duration age, Duration maxAge, boolean nearlyOld) {
        assertThat(evidence.isNearlyOld(AT.plus(age), maxAge)).isEqualTo(nearlyOld);
    }

    @Test
    void anAgeThatNoCalendarHoldsIsOnlyLong() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(evidence.isFresh(AT.plusSeconds(1), forever)).isTrue();
        assertThat(evidence.isNearlyOld(AT.plusSeconds(1), forever)).isFalse();
    }
}
