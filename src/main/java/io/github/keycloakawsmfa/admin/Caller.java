package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.enroll.CallDoor;
import io.github.keycloakawsmfa.evidence.Standing;
import io.github.keycloakawsmfa.login.MfaEvent;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * A user of this realm who calls about his own devices, by an application's access token. Keycloak lets any valid token
 * of the realm come this far (26.4 to 26.7, AdminRoot), and those of the master realm for its administrators.
 */
record Caller(KeycloakSession session, RealmModel realm, UserModel user, AccessToken token, String clientId) {

    /** Refuses with 403 who is no user of this realm. */
    static Caller of(Administrator administrator) {
        AdminAuth auth = administrator.auth().adminAuth();
        if (!auth.getRealm().getId().equals(administrator.realm().getId())) {
            throw refused("This is for the users of the realm themselves, and the token is of another realm.");
        }
        if (auth.getUser().getServiceAccountClientLink() != null) {
            throw refused("A service account has no devices.");
        }
        administrator.requireNoQuery();
        return new Caller(
                administrator.session(),
                administrator.realm(),
                auth.getUser(),
                auth.getToken(),
                auth.getClient().getClientId());
    }

    /** As Keycloak's own account REST: the application was allowed to see the user's account. */
    Caller requireView() {
        if (!hasRole(AccountRoles.VIEW_PROFILE) && !hasRole(AccountRoles.MANAGE_ACCOUNT)) {
            throw refused("The token has neither role view-profile nor manage-account of the client account.");
        }
        return this;
    }

    /**
     * Likewise to change it; and the session that the token is of has to have standing (rule S13). Who has not is told by
     * one event.
     */
    Caller requireChange() {
        if (!hasRole(AccountRoles.MANAGE_ACCOUNT)) {
            throw refused("The token has not the role manage-account of the client account.");
        }
        if (!Standing.holds(session, realm, token.getSessionId(), user)) {
            MfaEvent.of(event(), EventType.UPDATE_CREDENTIAL, user, "no_standing")
                    .error(Errors.INVALID_AUTHENTICATION_SESSION);
            throw refused("Nobody has signed in with a browser in the session that this token is of, or that session is"
                    + " over: a password grant, an offline token and an impersonation change no devices. Sign in with a"
                    + " browser, and use a token of that session.");
        }
        return this;
    }

    DeviceCalls calls() {
        return new DeviceCalls(session, realm, user, CallDoor.OWNER, event());
    }

    EventBuilder event() {
        return new EventBuilder(realm, session, session.getContext().getConnection()).client(clientId);
    }

    private boolean hasRole(String role) {
        AccessToken.Access account = token.getResourceAccess(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        return account != null && account.isUserInRole(role);
    }

    private static RuntimeException refused(String why) {
        return ErrorResponse.error(why, Response.Status.FORBIDDEN);
    }
}
