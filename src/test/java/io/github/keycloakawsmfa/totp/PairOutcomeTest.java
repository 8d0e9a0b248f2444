package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PairOutcomeTest {

    /** Each is asked for in every fold; each mismatch has a sentence on the wizard's page, in every language. */
    @Test
    void theseAreAllOutcomes() {
        assertThat(PairOutcome.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        PairOutcome.Matched.class, PairOutcome.OutsideRange.class, PairOutcome.Mismatch.class);
        assertThat(PairOutcome.Mismatch.values())
                .containsExactlyInAnyOrder(
                        PairOutcome.Mismatch.SAME_CODE_TWICE,
                        PairOutcome.Mismatch.SWAPPED,
                        PairOutcome.Mismatch.GAP,
                        PairOutcome.Mismatch.ONLY_ONE_KNOWN,
                        PairOutcome.Mismatch.NONE_KNOWN);
    }

    @Test
    void outsideMeansByOneStepAtLeast() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PairOutcome.OutsideRange(5, 0));
    }
}
