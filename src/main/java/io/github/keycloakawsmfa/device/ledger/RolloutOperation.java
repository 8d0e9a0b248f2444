package io.github.keycloakawsmfa.device.ledger;

import java.time.Instant;
import java.util.function.Function;

/** Notes of a user's way to a first device, under the lock. */
public final class RolloutOperation {

    /** What became of <em>Not now</em>. */
    public enum SkipOutcome {
        /** It is counted. */
        SKIPPED,
        /** From now on a device is needed: nothing was counted. */
        OVER,
        /** The user has a device by now. */
        HAS_DEVICE
    }

    /** Whether a user may be mailed a reminder. */
    public sealed interface ReminderOutcome {

        /**
         * It is noted, and has to be sent.
         *
         * @param before what was noted until then
         */
        record Noted(Instant at, RolloutNotes before) implements ReminderOutcome {

            @Override
            public <R> R fold(Function<Noted, ? extends R> noted, Function<NotNoted, ? extends R> notNoted) {
                return noted.apply(this);
            }
        }

        /** Nothing is to be sent. */
        enum NotNoted implements ReminderOutcome {
            /** The user has a device. */
            HAS_DEVICE,
            /** There was a reminder within {@link RolloutNotes#BETWEEN_REMINDERS}. */
            LATELY;

            @Override
            public <R> R fold(Function<Noted, ? extends R> noted, Function<NotNoted, ? extends R> notNoted) {
                return notNoted.apply(this);
            }
        }

        /** What the function of this case returns. */
        <R> R fold(Function<Noted, ? extends R> noted, Function<NotNoted, ? extends R> notNoted);
    }

    private final LockedUser user;

    RolloutOperation(LockedUser user) {
        this.user = user;
    }

    /** @param requiredFrom when it can no longer be put off */
    SkipOutcome skip(Instant requiredFrom) {
        if (!user.rows().isEmpty()) {
            return SkipOutcome.HAS_DEVICE;
        }
        if (!user.now().isBefore(requiredFrom)) {
            return SkipOutcome.OVER;
        }
        RolloutNotes notes = user.state().rollout().skipped(user.now());
        user.change(user.state().withRollout(notes));
        user.report(events -> events.skipped(requiredFrom, notes.skips()));
        return SkipOutcome.SKIPPED;
    }

    ReminderOutcome noteReminder() {
        if (!user.rows().isEmpty()) {
            return ReminderOutcome.NotNoted.HAS_DEVICE;
        }
        RolloutNotes before = user.state().rollout();
        if (!before.mayBeReminded(user.now())) {
            return ReminderOutcome.NotNoted.LATELY;
        }
        user.change(user.state().withRollout(before.reminded(user.now())));
        return new ReminderOutcome.Noted(user.now(), before);
    }

    void takeBackReminder(ReminderOutcome.Noted noted) {
        user.change(user.state().withRollout(user.state().rollout().notReminded(noted.before(), noted.at())));
    }
}
