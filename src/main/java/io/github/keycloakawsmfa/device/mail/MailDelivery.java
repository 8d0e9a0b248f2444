package io.github.keycloakawsmfa.device.mail;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.text.TextLanguages;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.common.ClientConnection;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/** One mail to one user. One that cannot be sent is logged, and an event reports it. */
public final class MailDelivery {

    private static final Logger LOG = Logger.getLogger(MailDelivery.class);

    private final KeycloakSession session;
    private final HttpRequest request;
    private final String realmId;
    private final String userId;
    private final NotificationMail notification;

    /** @param session of the request, or of a task that has been given one */
    public MailDelivery(KeycloakSession session, RealmModel realm, String userId, NotificationMail notification) {
        this.session = session;
        this.request = session.getContext().getHttpRequest();
        this.realmId = realm.getId();
        this.userId = userId;
        this.notification = notification;
    }

    /**
     * Sends it now, if the user still exists.
     *
     * @return false if it could not be sent
     */
    public boolean send() {
        String problem = problem();
        if (problem != null) {
            LOG.warnf(
                    "No mail (%s) to user %s of realm %s: %s",
                    notification.about().wireName(), userId, realmId, problem);
            OwnTransaction.run(session, realmId, (inner, realm) -> report(inner, realm, problem));
        }
        return problem == null;
    }

    /** For logs: which mail to whom. */
    @Override
    public String toString() {
        return notification.about().wireName() + " to user " + userId + " of realm " + realmId;
    }

    /** Returns why none was sent, or null. */
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
        ClientConnection connection = session.getContext().getConnection();
        EventBuilder event =
                connection == null ? new EventBuilder(realm, inner) : new EventBuilder(realm, inner, connection);
        event.event(notification.about().event())
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
