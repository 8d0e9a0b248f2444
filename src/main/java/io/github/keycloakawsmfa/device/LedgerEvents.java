package io.github.keycloakawsmfa.device;

import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What the ledger itself finds out about devices; the sign-in's own events are the caller's. */
final class LedgerEvents {

    private static final Logger LOG = Logger.getLogger(LedgerEvents.class);

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
        event(deviceId, "ledger_entry_missing").success();
    }

    /** A device that does not open: edited, or copied from another user. */
    void deviceBroken(String deviceId, String why) {
        LOG.errorf(
                "Virtual MFA device %s of user %s in realm %s does not open: %s",
                deviceId, user.getId(), realm.getName(), why);
        event(deviceId, why).error("virtual_mfa_device_broken");
    }

    private EventBuilder event(String deviceId, String reason) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.UPDATE_CREDENTIAL)
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, VirtualMfaDevice.TYPE)
                .detail(Details.CREDENTIAL_ID, deviceId)
                .detail(Details.REASON, reason);
    }
}
