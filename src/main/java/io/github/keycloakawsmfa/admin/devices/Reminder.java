package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.ledger.RolloutOperation.ReminderOutcome.NotNoted;
import io.github.keycloakawsmfa.device.ledger.RolloutOperation.ReminderOutcome.Noted;
import io.github.keycloakawsmfa.device.mail.MailDelivery;
import io.github.keycloakawsmfa.device.mail.NotificationMail;
import java.time.Instant;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Mails one user that they need a device. The ledger notes it first and has it committed, so that of two who remind at
 * once, on whichever nodes, one sends the mail. While the mail server takes its time, no connection and no lock is held
 * here.
 *
 * @param session of the request, or of a task that has been given one
 */
public record Reminder(KeycloakSession session, RealmModel realm) {

    private static final Logger LOG = Logger.getLogger(Reminder.class);

    /** What became of a reminder. */
    public enum Outcome {
        /** The mail is with the mail server. */
        REMINDED,
        /** The user has a device. */
        HAS_DEVICE,
        /** There was a reminder less than six days ago. */
        REMINDED_LATELY,
        /** No group and no AWS role of the user has a date. */
        NO_DATE,
        /** The user has no e-mail address. */
        NO_ADDRESS,
        /** The user is disabled, or is a service account. */
        DISABLED,
        /** The user's row stayed locked. */
        BUSY,
        /** The user's row cannot be read. */
        RECORD_DAMAGED,
        /** The mail server did not take the mail: nothing is noted, so another try may follow at once. */
        MAIL_FAILED;

        /** As in answers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param noted and mail are null unless a mail is to be sent */
    private record Prepared(Outcome outcome, Noted noted, NotificationMail mail) {

        static Prepared not(Outcome outcome) {
            return new Prepared(outcome, null, null);
        }
    }

    /** @param requiredFrom the user's date, which may be past */
    public Outcome send(String userId, Instant requiredFrom) {
        Prepared prepared = inOwn(userId, Prepared.not(Outcome.DISABLED), (inner, same, user) -> {
            inner.getContext().setHttpRequest(session.getContext().getHttpRequest());
            return note(inner, same, user, requiredFrom);
        });
        if (prepared.outcome() != Outcome.REMINDED) {
            return prepared.outcome();
        }
        if (isSent(userId, prepared.mail())) {
            return Outcome.REMINDED;
        }
        inOwn(
                userId,
                null,
                (inner, same, user) -> new AdministratorsLedger(inner).takeBackReminder(same, user, prepared.noted()));
        return Outcome.MAIL_FAILED;
    }

    private static Prepared note(KeycloakSession inner, RealmModel realm, UserModel user, Instant requiredFrom) {
        if (!user.isEnabled() || user.getServiceAccountClientLink() != null) {
            return Prepared.not(Outcome.DISABLED);
        }
        if (user.getEmail() == null || user.getEmail().isBlank()) {
            return Prepared.not(Outcome.NO_ADDRESS);
        }
        return new AdministratorsLedger(inner)
                .noteReminder(realm, user)
                .fold(
                        outcome -> outcome.fold(
                                noted -> new Prepared(
                                        Outcome.REMINDED,
                                        noted,
                                        NotificationMail.ofReminder(inner, user, noted.at(), requiredFrom)),
                                why -> Prepared.not(
                                        why == NotNoted.LATELY ? Outcome.REMINDED_LATELY : Outcome.HAS_DEVICE)),
                        () -> Prepared.not(Outcome.BUSY),
                        none -> Prepared.not(Outcome.RECORD_DAMAGED));
    }

    private boolean isSent(String userId, NotificationMail mail) {
        MailDelivery delivery = new MailDelivery(session, realm, userId, mail);
        try {
            return delivery.send();
        } catch (RuntimeException e) {
            LOG.errorf(e, "No mail: %s", delivery);
            return false;
        }
    }

    private interface Work<T> {

        T with(KeycloakSession inner, RealmModel same, UserModel user);
    }

    private <T> T inOwn(String userId, T nobody, Work<T> work) {
        return OwnTransaction.run(session, realm.getId(), (inner, same) -> {
            UserModel user = inner.users().getUserById(same, userId);
            return user == null ? nobody : work.with(inner, same, user);
        });
    }
}
