package io.github.keycloakawsmfa.device.mail;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.text.TextLanguages;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/**
 * Sends one mail when the request's transaction is over, so that a slow mail server holds neither its locks nor its
 * connection. A mail that fails stops nothing: an event reports it.
 */
public final class AfterCommitMail extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(AfterCommitMail.class);

    private final KeycloakSession session;
    private final HttpRequest request;
    private final String realmId;
    private final String userId;
    private final NotificationMail notification;
    private final boolean evenAfterRollback;

    private AfterCommitMail(
            KeycloakSession session,
            String realmId,
            String userId,
            NotificationMail notification,
            boolean evenAfterRollback) {
        this.session = session;
        this.request = session.getContext().getHttpRequest();
        this.realmId = realmId;
        this.userId = userId;
        this.notification = notification;
        this.evenAfterRollback = evenAfterRollback;
    }

    /** About what the ledger has already committed: a request that fails afterwards does not undo it. */
    public static void ofCommitted(
            KeycloakSession session, RealmModel realm, UserModel user, NotificationMail notification) {
        enlist(session, realm, user, notification, true);
    }

    /** About what is committed together with the request. */
    public static void ofPending(
            KeycloakSession session, RealmModel realm, UserModel user, NotificationMail notification) {
        enlist(session, realm, user, notification, false);
    }

    private static void enlist(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            NotificationMail notification,
            boolean evenAfterRollback) {
        session.getTransactionManager()
                .enlistAfterCompletion(
                        new AfterCommitMail(session, realm.getId(), user.getId(), notification, evenAfterRollback));
    }

    @Override
    protected void commitImpl() {
        deliver();
    }

    @Override
    protected void rollbackImpl() {
        if (evenAfterRollback) {
            deliver();
        }
    }

    /** Throws nothing: Keycloak would treat it as a failed commit. */
    private void deliver() {
        try {
            String problem = problem();
            if (problem != null) {
                LOG.warnf(
                        "No mail (%s) to user %s of realm %s: %s",
                        notification.about().wireName(), userId, realmId, problem);
                OwnTransaction.run(session, realmId, (inner, realm) -> report(inner, realm, problem));
            }
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "No mail (%s) to user %s of realm %s",
                    notification.about().wireName(),
                    userId,
                    realmId);
        }
    }

    /** Sends the mail, if the user still exists; returns why none was sent, or null. */
    private String problem() {
        Optional<Prepared> prepared = OwnTransaction.run(session, realmId, this::prepare);
        if (prepared.isEmpty()) {
            return null;
        }
        if (!prepared.get().recipient().hasAddress()) {
            return "no_mail_address";
        }
        boolean sent = OwnTransaction.run(session, realmId, (inner, realm) -> send(inner, realm, prepared.get()));
        return sent ? null : "mail_not_sent";
    }

    /** What is read from the database, whose connection nobody may hold while the mail server takes its time. */
    private record Prepared(Recipient recipient, Optional<URI> link) {}

    private Optional<Prepared> prepare(KeycloakSession inner, RealmModel realm) {
        inner.getContext().setHttpRequest(request);
        return Optional.ofNullable(realm)
                .map(there -> inner.users().getUserById(there, userId))
                .map(user -> new Prepared(Recipient.of(user), DevicesLink.of(inner, realm)));
    }

    private boolean send(KeycloakSession inner, RealmModel realm, Prepared prepared) {
        inner.getContext().setHttpRequest(request);
        inner.setAttribute(
                LocaleSelectorProvider.USER_REQUEST_LOCALE,
                notification.language().toLanguageTag());
        try {
            String organization = MailSubject.organization(realm);
            inner.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(prepared.recipient().asUser(inner, realm))
                    .send(
                            NotificationMail.SUBJECT,
                            List.of(organization, MailSubject.event(inner, realm, notification)),
                            NotificationMail.TEMPLATE,
                            notification.attributes(
                                    prepared.recipient(),
                                    organization,
                                    prepared.link().map(URI::toString),
                                    TextLanguages.of(inner, realm, Theme.Type.EMAIL, notification.language())));
            return true;
        } catch (EmailException | IOException | RuntimeException e) {
            LOG.debug("A mail failed", e);
            return false;
        }
    }

    private Void report(KeycloakSession inner, RealmModel realm, String problem) {
        new EventBuilder(realm, inner, session.getContext().getConnection())
                .event(notification.about().event())
                .user(userId)
                .detail(Details.CREDENTIAL_TYPE, VirtualMfaDevice.TYPE)
                .detail(Details.CREDENTIAL_ID, notification.deviceId())
                .detail(Details.CREDENTIAL_USER_LABEL, notification.deviceName())
                .detail(Details.REASON, problem)
                .detail("mail", notification.about().wireName())
                .storeImmediately(false)
                .error(Errors.EMAIL_SEND_FAILED);
        return null;
    }
}
