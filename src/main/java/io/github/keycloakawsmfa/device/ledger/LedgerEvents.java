package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.mail.AfterCommitMail;
import io.github.keycloakawsmfa.device.mail.DeviceMail;
import io.github.keycloakawsmfa.device.mail.NotificationMail;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.text.Excerpt;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Reports what the ledger changed or found out, by event and mail. A caller reports the codes of its sign-in. */
public final class LedgerEvents {

    private static final Logger LOG = Logger.getLogger(LedgerEvents.class);

    private static final String DRIFT = "drift";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final Instant now;

    public LedgerEvents(KeycloakSession session, RealmModel realm, UserModel user, Instant now) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.now = now;
    }

    /** A device that the ledger had not seen, as after a realm import: codes that may have been used count as used. */
    void deviceUnknown(String deviceId) {
        event(EventType.UPDATE_CREDENTIAL, deviceId, "ledger_entry_missing").success();
    }

    /** A device that does not open: edited, or copied from another user. */
    void deviceBroken(String deviceId, String why) {
        LOG.errorf(
                "Virtual MFA device %s of user %s in realm %s does not open: %s",
                deviceId, user.getId(), realm.getName(), Excerpt.of(why));
        event(EventType.UPDATE_CREDENTIAL, deviceId, why).error("virtual_mfa_device_broken");
    }

    /** @param mail which also names who did it, the user or an administrator */
    void assigned(String deviceId, String name, long drift, DeviceMail mail) {
        event(EventType.UPDATE_CREDENTIAL, deviceId, mail.wireName())
                .detail(Details.CREDENTIAL_USER_LABEL, name)
                .detail(DRIFT, Long.toString(drift))
                .success();
        mail(mail, deviceId, name);
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
        mail(DeviceMail.RESYNCED, deviceId, name);
    }

    /**
     * A device that was removed, together with its ledger entry.
     *
     * @param mail which also names who did it, and why
     */
    void deactivated(String deviceId, String name, DeviceMail mail) {
        removed(deviceId, name, mail);
        mail(mail, deviceId, name);
    }

    /** A device that Keycloak itself removes in the request's own transaction. */
    public void deactivatedByKeycloak(String deviceId, String name) {
        DeviceMail mail = DeviceMail.DEACTIVATED_BY_ADMINISTRATOR;
        removed(deviceId, name, mail);
        AfterCommitMail.ofPending(session, realm, user, notification(mail, deviceId, name));
    }

    private void removed(String deviceId, String name, DeviceMail mail) {
        event(EventType.REMOVE_CREDENTIAL, deviceId, mail.wireName())
                .detail(Details.CREDENTIAL_USER_LABEL, name)
                .success();
    }

    /**
     * @param wait how long one code or two are not checked from now on
     * @param mail whether the user is mailed as well
     */
    void heldBack(Duration wait, boolean mail) {
        event(EventType.USER_DISABLED_BY_TEMPORARY_LOCKOUT, null, "throttled")
                .detail("wait_seconds", Long.toString(wait.toSeconds()))
                .success();
        if (mail) {
            mail(DeviceMail.HELD_BACK, null, null);
        }
    }

    /** Wrong codes from before the password change no longer count. */
    void forgiven() {
        event(EventType.UPDATE_CREDENTIAL, null, "wrong_codes_forgiven").success();
    }

    /** An administrator has cleared wrong codes and waits. */
    void unlocked() {
        event(EventType.UPDATE_CREDENTIAL, null, "unlocked_by_administrator").success();
        mail(DeviceMail.UNLOCKED, null, null);
    }

    /**
     * The user has put off a first device.
     *
     * @param skips how often by now
     */
    void skipped(Instant requiredFrom, long skips) {
        event(EventType.CUSTOM_REQUIRED_ACTION, null, "skipped")
                .detail("required_from", requiredFrom.toString())
                .detail("skips", Long.toString(skips))
                .success();
    }

    /** A ticket, which the mail does not contain. The caller's admin event tells the same. */
    void ticketIssued(Instant expiresAt) {
        AfterCommitMail.ofCommitted(session, realm, user, NotificationMail.ofTicket(session, user, now, expiresAt));
    }

    private void mail(DeviceMail about, String deviceId, String name) {
        AfterCommitMail.ofCommitted(session, realm, user, notification(about, deviceId, name));
    }

    private NotificationMail notification(DeviceMail about, String deviceId, String name) {
        return NotificationMail.of(session, user, about, deviceId, name, now);
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
                .detail(Details.REASON, Excerpt.of(reason));
        return deviceId == null ? event : event.detail(Details.CREDENTIAL_ID, deviceId);
    }
}
