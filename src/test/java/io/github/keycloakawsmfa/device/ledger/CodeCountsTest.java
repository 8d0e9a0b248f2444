package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.metrics.CodeResult;
import io.github.keycloakawsmfa.login.CodeRejection;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeCountsTest {

    private static final List<SpendOutcome> REFUSALS = List.of(
            new SpendOutcome.Refused(Duration.ZERO, true),
            new SpendOutcome.OffsetFound("id", "name", -8, TotpParameters.AUTHENTICATOR_APP),
            new SpendOutcome.PairNeeded(),
            new SpendOutcome.SameCodeTwice(),
            new SpendOutcome.Malformed(),
            new SpendOutcome.Waiting(Duration.ofSeconds(30)),
            new SpendOutcome.NoDevice());

    /** Whoever sees a number looks for these events. */
    @Test
    void metricsHaveTheWordsOfEvents() {
        assertThat(REFUSALS)
                .allSatisfy(outcome -> assertThat(CodeCounts.resultOf(outcome).wireName())
                        .isEqualTo(CodeRejection.of(outcome, 1).reason()));
        assertThat(CodeCounts.resultOf(new SpendOutcome.Accepted("id", "name", 0, false)))
                .isEqualTo(CodeResult.CODE_ACCEPTED);
    }
}
