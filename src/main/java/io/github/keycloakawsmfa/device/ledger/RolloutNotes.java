package io.github.keycloakawsmfa.device.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger remembers of a user's way to a first device. It stays when there is one.
 *
 * @param skips how often the user has put it off; zero or more
 * @param skippedAtEpochSecond when they last did; 0 for never
 * @param remindedAtEpochSecond when they were last reminded by mail; 0 for never
 */
public record RolloutNotes(long skips, long skippedAtEpochSecond, long remindedAtEpochSecond) {

    /** Nobody is reminded twice within this time, whoever asks. */
    public static final Duration BETWEEN_REMINDERS = Duration.ofDays(6);

    public static final RolloutNotes NONE = new RolloutNotes(0, 0, 0);

    public Optional<Instant> lastSkippedAt() {
        return instant(skippedAtEpochSecond);
    }

    public Optional<Instant> remindedAt() {
        return instant(remindedAtEpochSecond);
    }

    /** Whether the last reminder is so old that there may be another one. */
    public boolean mayBeReminded(Instant now) {
        return remindedAt()
                .filter(last -> now.isBefore(last.plus(BETWEEN_REMINDERS)))
                .isEmpty();
    }

    RolloutNotes skipped(Instant now) {
        return new RolloutNotes(skips + 1, now.getEpochSecond(), remindedAtEpochSecond);
    }

    RolloutNotes reminded(Instant now) {
        return new RolloutNotes(skips, skippedAtEpochSecond, now.getEpochSecond());
    }

    /** A reminder that could not be sent; unless there has been another one since. */
    RolloutNotes notReminded(RolloutNotes before, Instant at) {
        return remindedAtEpochSecond == at.getEpochSecond()
                ? new RolloutNotes(skips, skippedAtEpochSecond, before.remindedAtEpochSecond)
                : this;
    }

    private static Optional<Instant> instant(long epochSecond) {
        return epochSecond == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(epochSecond));
    }
}
