package io.github.keycloakawsmfa.device;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Tells of what the ledger changed or found out, by event and mail. The codes of a sign-in are told by who asked for them. */
final class LedgerEvents {

    private static final Logger LOG = Logger.getLogger(LedgerEvents.class);

    private static final String DRIFT = "drift";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    LedgerEvents(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    /** A device that the ledger had not seen, as after a realm import: codes that may have been used count as used. */
    void deviceUnknown(String deviceId) {
        event(EventType.UPDATE_CREDENTIAL, deviceId, "ledger_entry_missing").success();
    }

    /** A device that does not open: edited, or copied from another user. */
    void deviceBroken(String deviceId, String why) {
        LOG.errorf(
                "Virtual MFA device %s of user %s in realm %s does not open: %s",
                deviceId, user.getId(), realm.getName(), why);
        event(EventType.UPDATE_CREDENTIAL, deviceId, why).error("virtual_mfa_device_broken");
    }

    void assigned(String deviceId, String name, long drift) {
        event(EventType.UPDATE_CREDENTIAL, deviceId, "assigned")
                .detail(Details.CREDENTIAL_USER_LABEL, name)
                .detail(DRIFT, Long.toString(drift))
                .success();
        DeviceMail.ASSIGNED.send(session, realm, user, name);
    }

    void renamed(String deviceId, String name) {
        event(EventType.UPDATE_CREDENTIAL, deviceId, "renamed")
                .detail(Details.CREDENTIAL_USER_LABEL, name)
                .success();
    }

    /** Two consecutive codes have shown where the device's clock is; it is not believed yet. */
    void offsetFound(String deviceId, String name, long drift) {
        event(EventType.UPDATE_CREDENTIAL, deviceId, "offset_found")
                .detail(Details.CREDENTIAL_USER_LABEL, name)
                .detail(DRIFT, Long.toString(drift))
                .success();
    }

    void resynced(String deviceId, String name, long drift) {
        event(EventType.UPDATE_CREDENTIAL, deviceId, "resynced")
                .detail(Details.CREDENTIAL_USER_LABEL, name)
                .detail(DRIFT, Long.toString(drift))
                .success();
        DeviceMail.RESYNCED.send(session, realm, user, name);
    }

    /** @param reason says whose doing it was */
    void deactivated(String deviceId, String name, String reason) {
        event(EventType.REMOVE_CREDENTIAL, deviceId, reason)
                .detail(Details.CREDENTIAL_USER_LABEL, name)
                .success();
        DeviceMail.DEACTIVATED.send(session, realm, user, name);
    }

    /** @param wait how long no code is looked at from now on */
    void heldBack(Duration wait) {
        event(EventType.USER_DISABLED_BY_TEMPORARY_LOCKOUT, null, "held_back")
                .detail("wait_seconds", Long.toString(wait.toSeconds()))
                .success();
        DeviceMail.HELD_BACK.send(session, realm, user, null);
    }

    private EventBuilder event(EventType type, String deviceId, String reason) {
        AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(type)
                // Not the context's client: for an administrator's request that is the admin console.
                .client(signIn == null ? null : signIn.getClient())
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, VirtualMfaDevice.TYPE)
                .detail(Details.REASON, reason);
        return deviceId == null ? event : event.detail(Details.CREDENTIAL_ID, deviceId);
    }
}
