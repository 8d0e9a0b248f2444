package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.admin.devices.Reminder;
import io.github.keycloakawsmfa.admin.devices.Reminder.Outcome;
import io.github.keycloakawsmfa.aws.AwsRoleIndex;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.ledger.RolloutNotes;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Reminds the enabled users without a device who have a date, one after the other. It reads them page by page, in
 * transactions of their own, and holds nothing while it sends.
 *
 * @param between how old a user's last reminder must be
 * @param dryRun whether mails are only counted
 */
public record ReminderRun(KeycloakSession session, RealmModel realm, Duration between, boolean dryRun) {

    /** The mail server does not answer: what is not sent now is sent by the next run. */
    private static final int FAILURES_IN_A_ROW = 3;

    /**
     * @param skipped how many were not reminded, by the {@link Outcome#wireName} that says why
     * @param next behind whom to go on; empty when all have been seen
     */
    public record Result(int reminded, Map<String, Integer> skipped, Optional<Cursor> next) {}

    /** One of a page's users who may need a reminder. */
    private record Candidate(
            Cursor position, String userId, boolean hasAddress, Optional<Instant> requiredFrom, RolloutNotes notes) {}

    /** All users of the realm, from the first. */
    public static UserWalk everybody() {
        return new UserWalk(
                UserFilter.EVERYBODY.withDevice(Optional.of(false)),
                Viewer.server(),
                AwsRoleIndex.of(List.of()),
                Cursor.START);
    }

    /**
     * @param most how many to remind
     * @param isOver whether to stop; at least one user is looked at in any case, so that calls make progress
     */
    public Result remind(UserWalk walk, int most, BooleanSupplier isOver) {
        Map<String, Integer> skipped = new TreeMap<>();
        int reminded = 0;
        int failures = 0;
        Cursor last = walk.position();
        Cursor beforeFailures = last;
        boolean begun = false;
        while (!walk.isOver()) {
            for (Candidate candidate : page(walk)) {
                if (reminded >= most || (begun && isOver.getAsBoolean())) {
                    return new Result(reminded, skipped, Optional.of(last));
                }
                begun = true;
                Outcome outcome = outcome(candidate);
                if (outcome == Outcome.REMINDED) {
                    reminded++;
                } else {
                    skipped.merge(outcome.wireName(), 1, Integer::sum);
                }
                failures = outcome == Outcome.MAIL_FAILED ? failures + 1 : 0;
                if (failures == 1) {
                    beforeFailures = last;
                }
                if (failures == FAILURES_IN_A_ROW) {
                    return new Result(reminded, skipped, Optional.of(beforeFailures));
                }
                last = candidate.position();
            }
            last = walk.position();
        }
        return new Result(reminded, skipped, Optional.empty());
    }

    private List<Candidate> page(UserWalk walk) {
        return OwnTransaction.run(session, realm.getId(), (inner, same) -> {
            List<Candidate> page = new ArrayList<>();
            for (UserEntry user : walk.next(inner, same, UserWalk.PAGE)) {
                if (user.enabled() && !user.devices().any()) {
                    page.add(new Candidate(
                            user.position(),
                            user.id(),
                            user.email().filter(address -> !address.isBlank()).isPresent(),
                            user.requiredFrom(),
                            user.devices().rollout()));
                }
            }
            return page;
        });
    }

    private Outcome outcome(Candidate candidate) {
        if (candidate.requiredFrom().isEmpty()) {
            return Outcome.NO_DATE;
        }
        if (!candidate.hasAddress()) {
            return Outcome.NO_ADDRESS;
        }
        Instant now = ServerTime.now();
        if (candidate
                .notes()
                .remindedAt()
                .filter(at -> now.isBefore(at.plus(between)))
                .isPresent()) {
            return Outcome.REMINDED_LATELY;
        }
        return dryRun
                ? Outcome.REMINDED
                : new Reminder(session, realm)
                        .send(candidate.userId(), candidate.requiredFrom().get());
    }
}
