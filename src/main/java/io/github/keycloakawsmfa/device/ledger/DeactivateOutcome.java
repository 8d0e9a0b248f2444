package io.github.keycloakawsmfa.device.ledger;

import java.util.function.Function;

/** What became of a device that was to be deactivated. */
public sealed interface DeactivateOutcome {

    /** Gone, and its evidence with it. */
    record Deactivated(String deviceId, String deviceName) implements DeactivateOutcome {

        @Override
        public <R> R fold(
                Function<Deactivated, ? extends R> deactivated,
                Function<SpendOutcome, ? extends R> proofRejected,
                Function<NotDeactivated, ? extends R> notDeactivated) {
            return deactivated.apply(this);
        }
    }

    /** The code did not pass, or there is a wait; the device stays. */
    record ProofRejected(SpendOutcome why) implements DeactivateOutcome {

        @Override
        public <R> R fold(
                Function<Deactivated, ? extends R> deactivated,
                Function<SpendOutcome, ? extends R> proofRejected,
                Function<NotDeactivated, ? extends R> notDeactivated) {
            return proofRejected.apply(why);
        }
    }

    /** Nothing was removed, and nothing was spent. */
    enum NotDeactivated implements DeactivateOutcome {
        /** The user has no such device (any more). */
        GONE,
        /** It is the user's last device, and that one has to stay. */
        LAST_DEVICE;

        @Override
        public <R> R fold(
                Function<Deactivated, ? extends R> deactivated,
                Function<SpendOutcome, ? extends R> proofRejected,
                Function<NotDeactivated, ? extends R> notDeactivated) {
            return notDeactivated.apply(this);
        }
    }

    /**
     * What the function of this case returns.
     *
     * @param proofRejected takes why
     */
    <R> R fold(
            Function<Deactivated, ? extends R> deactivated,
            Function<SpendOutcome, ? extends R> proofRejected,
            Function<NotDeactivated, ? extends R> notDeactivated);
}
