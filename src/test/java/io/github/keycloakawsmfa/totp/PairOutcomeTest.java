package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PairOutcomeTest {

    /** Whoever adds one gives it a sentence on the wizard's page, in every language. */
    @Test
    void theseAreAllOutcomes() {
        assertThat(PairOutcome.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        PairOutcome.Matched.class,
                        PairOutcome.OutsideRange.class,
                        PairOutcome.SameCodeTwice.class,
                        PairOutcome.Swapped.class,
                        PairOutcome.Gap.class,
                        PairOutcome.OnlyOneKnown.class,
                        PairOutcome.NoneKnown.class)
                .allMatch(Class::isRecord);
    }

    @Test
    void outsideMeansByOneStepAtLeast() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PairOutcome.OutsideRange(5, 0));
    }
}
