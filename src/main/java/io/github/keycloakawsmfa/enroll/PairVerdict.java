package io.github.keycloakawsmfa.enroll;

/** Whether a pair that was found makes a device. */
sealed interface PairVerdict {

    /** The device's clock is known: assign it with this drift, {@code lastStep} and all older steps burned. */
    record InStep(long lastStep, long drift) implements PairVerdict {

        /** What is remembered of the pair until everything else that is owed is there. */
        PreviousPair seen() {
            return new PreviousPair(lastStep, drift, true);
        }
    }

    /** Two new codes are needed; {@code remembered} is what they are compared with. */
    record NewPairRequired(PreviousPair remembered, long drift) implements PairVerdict {}
}
