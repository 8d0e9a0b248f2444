package io.github.keycloakawsmfa.device.mail;

import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Sends one mail when the request's transaction is over, so that a slow mail server holds neither its locks nor its
 * connection. A mail that fails stops nothing: an event reports it.
 */
public final class AfterCommitMail extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(AfterCommitMail.class);

    private final MailDelivery delivery;
    private final boolean evenAfterRollback;

    private AfterCommitMail(MailDelivery delivery, boolean evenAfterRollback) {
        this.delivery = delivery;
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
                .enlistAfterCompletion(new AfterCommitMail(
                        new MailDelivery(session, realm, user.getId(), notification), evenAfterRollback));
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
            delivery.send();
        } catch (RuntimeException e) {
            LOG.errorf(e, "No mail: %s", delivery);
        }
    }
}
