package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.DeviceRows;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.LedgerRow;
import io.github.keycloakawsmfa.device.mail.AfterCommitMail;
import io.github.keycloakawsmfa.device.mail.DeviceMail;
import io.github.keycloakawsmfa.device.mail.NotificationMail;
import io.github.keycloakawsmfa.device.seal.AcceptedKeys;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.Envelope;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.common.ClientConnection;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A device row that comes in through Keycloak itself: a realm import, a partial one, or a user who is written. It may
 * come in if it was sealed here and nothing is known of its user, as in a realm import. A user with a ledger row has a
 * history: a row that is not among their devices was deactivated, and stays so.
 *
 * <p>Keycloak's partial import removes a user before it writes them again, in one session and with the same id. Then
 * the devices that they had until then may return.
 */
record IncomingDevice(KeycloakSession session, RealmModel realm, UserModel user, CredentialModel row) {

    private static final Logger LOG = Logger.getLogger(IncomingDevice.class);

    /** Only ids like this may go from the row into an event or a log. */
    private static final String ID = "[0-9A-Za-z-]{1,36}";

    private static final String REMOVED_USER = "virtual-mfa-removed-user ";

    /** Notes the devices of a user who is about to be removed in this session. */
    static void beforeRemoval(KeycloakSession session, RealmModel realm, String userId) {
        List<CredentialModel> rows = new DeviceRows(session, realm, userId).all();
        session.setAttribute(
                REMOVED_USER + userId, rows.stream().map(CredentialModel::getId).collect(Collectors.toSet()));
    }

    /** Why it may not come in, for the log: the caller may know neither keys nor devices. */
    Optional<String> objection() {
        try {
            String keyId = Envelope.fromJson(row.getSecretData()).keyId();
            if (!new AcceptedKeys(session, realm).contains(keyId)) {
                return Optional.of("it is sealed under a key that is not in use here");
            }
            new DeviceSeal(new KeySource(session, realm), realm).open(user.getId(), row);
        } catch (BrokenSealException | KeyUnavailableException e) {
            return Optional.of(e.getMessage());
        }
        return isAllowed()
                ? Optional.empty()
                : Optional.of("this user's devices are known here, and it is not, or no longer, one of them");
    }

    /** Asks the session that would store the row: only that session sees what it has removed itself. */
    private boolean isAllowed() {
        return session.getAttribute(REMOVED_USER + user.getId()) == null
                ? !LedgerRow.exists(session, realm.getId(), user.getId())
                : isKept();
    }

    /** Whether the user, who was removed in this session, had the device until then. */
    private boolean isKept() {
        return session.getAttribute(REMOVED_USER + user.getId()) instanceof Set<?> ids && ids.contains(row.getId());
    }

    void refused(String why) {
        LOG.warnf(
                "A virtual MFA device for user %s of realm %s was not stored: %s", user.getId(), realm.getName(), why);
        try {
            event("import_refused").error(Errors.NOT_ALLOWED);
        } catch (RuntimeException e) {
            // Keycloak writes it in a transaction of its own, which does not see a realm that is being imported.
            LOG.debug("No event about a device that was not stored", e);
        }
    }

    /** Reports a new device, and not one that its user has and that is only written again. */
    void stored() {
        if (isKept()) {
            return;
        }
        event("imported")
                .detail(Details.CREDENTIAL_USER_LABEL, row.getUserLabel())
                .success();
        try {
            NotificationMail notification = NotificationMail.of(
                    session, user, DeviceMail.IMPORTED, row.getId(), DeviceSummary.nameOf(row), ServerTime.now());
            AfterCommitMail.ofPending(session, realm, user, notification);
        } catch (RuntimeException e) {
            // The command line's import has no request to give Keycloak a mail's language and links.
            LOG.debugf(e, "No mail about the imported devices of user %s", user.getId());
        }
    }

    private EventBuilder event(String reason) {
        EventBuilder event = new EventBuilder(realm, session)
                .event(EventType.UPDATE_CREDENTIAL)
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, VirtualMfaDevice.TYPE)
                .detail(Details.REASON, reason);
        ClientConnection connection = session.getContext().getConnection();
        if (connection != null) {
            event.ipAddress(connection.getRemoteHost());
        }
        return row.getId() != null && row.getId().matches(ID)
                ? event.detail(Details.CREDENTIAL_ID, row.getId())
                : event;
    }
}
