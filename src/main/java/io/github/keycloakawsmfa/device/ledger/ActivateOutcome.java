package io.github.keycloakawsmfa.device.ledger;

import java.util.function.Function;

/** What became of a hardware token that a user wants to activate. */
public sealed interface ActivateOutcome {

    /** Its serial number or its codes are wrong, or nothing is checked now; what else was owed is kept. */
    record TokenRefused(SpendOutcome why) implements ActivateOutcome {

        @Override
        public <R> R fold(
                Function<SpendOutcome, ? extends R> tokenRefused, Function<AssignOutcome, ? extends R> judged) {
            return tokenRefused.apply(why);
        }
    }

    /** They are right, and the device is assigned, or something else that is owed was not right. */
    record Judged(AssignOutcome outcome) implements ActivateOutcome {

        @Override
        public <R> R fold(
                Function<SpendOutcome, ? extends R> tokenRefused, Function<AssignOutcome, ? extends R> judged) {
            return judged.apply(outcome);
        }
    }

    /** What the function of this case returns. */
    <R> R fold(Function<SpendOutcome, ? extends R> tokenRefused, Function<AssignOutcome, ? extends R> judged);
}
