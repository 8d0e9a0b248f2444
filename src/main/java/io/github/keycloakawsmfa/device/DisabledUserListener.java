package io.github.keycloakawsmfa.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Voids what a user has proved when an administrator disables him. Keycloak ends his sessions only when they are next
 * used (26.4 to 26.7, UserResource.updateUser): one that rests until he is enabled again goes on as if nothing had been.
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
        if (user != null
                && !user.isEnabled()
                && Devices.of(session, realm, user).any()) {
            session.getTransactionManager()
                    .enlistAfterCompletion(
                            new LedgerFollows(session, realm, user, ServerTime.now(), LedgerActs::forgetProofs));
        }
    }
}
