package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.LedgerOperations;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Voids what a user has proved when the user is seen disabled: by an administrator, by brute-force protection that
 * locks permanently, or because something was refused for that reason. Keycloak ends such a user's sessions only when
 * they are next used (26.4 to 26.7, UserResource.updateUser, DefaultBruteForceProtector): a session that is idle until
 * the user is enabled again continues as if nothing had happened.
 */
final class DisabledUserListener extends AdminListener {

    private static final Pattern USER = Pattern.compile("users/(.+)");

    private final KeycloakSession session;

    DisabledUserListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getResourceType() != ResourceType.USER
                || event.getOperationType() != OperationType.UPDATE
                || event.getResourcePath() == null) {
            return;
        }
        Matcher path = USER.matcher(event.getResourcePath());
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        UserModel user = realm != null && path.matches() ? session.users().getUserById(realm, path.group(1)) : null;
        if (user != null && !user.isEnabled()) {
            forgetEvidence(realm, user);
        }
    }

    @Override
    public void onEvent(Event event) {
        boolean disabled = event.getType() == EventType.USER_DISABLED_BY_PERMANENT_LOCKOUT
                || Errors.USER_DISABLED.equals(event.getError());
        RealmModel realm =
                disabled && event.getUserId() != null ? session.realms().getRealm(event.getRealmId()) : null;
        UserModel user = realm == null ? null : session.users().getUserById(realm, event.getUserId());
        if (user != null) {
            forgetEvidence(realm, user);
        }
    }

    private void forgetEvidence(RealmModel realm, UserModel user) {
        if (Devices.read(session, realm, user).haveEvidence()) {
            session.getTransactionManager()
                    .enlistAfterCompletion(
                            new LedgerSyncAfterCommit(session, realm, user, LedgerOperations::forgetEvidence));
        }
    }
}
