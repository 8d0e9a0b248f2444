package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.BearerToken;
import io.github.keycloakawsmfa.admin.call.CallerOrigin;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.enroll.AssignByCall.Requester;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.login.MfaEvent;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.ErrorResponse;

/**
 * A user of this realm who calls about their own devices, with an application's access token.
 *
 * @param token as it came
 */
public record SelfServiceUser(
        KeycloakSession session,
        RealmModel realm,
        UserModel user,
        AccessToken token,
        String clientId,
        boolean mayView,
        boolean mayManage) {

    /**
     * As Keycloak's own account REST: 401 without a valid token for the account, 403 for a service account and for a
     * page at an origin other than the application's, 404 where the realm has no account management. In a disabled
     * realm nobody can sign in, so nobody can call.
     */
    public static SelfServiceUser of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        if (!realm.isEnabled()) {
            throw refused("This realm is disabled.");
        }
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (account == null || !account.isEnabled()) {
            throw ErrorResponse.error("This realm's client account is disabled.", Response.Status.NOT_FOUND);
        }
        BearerToken bearer = BearerToken.of(session);
        ClientModel client = session.getContext().getClient();
        CallerOrigin.allow(session, bearer.token(), client);
        UserModel user = bearer.session().getUser();
        if (user.getServiceAccountClientLink() != null) {
            throw refused("A service account has no devices.");
        }
        boolean mayManage = bearer.hasAccountRole(AccountRoles.MANAGE_ACCOUNT);
        return new SelfServiceUser(
                session,
                realm,
                user,
                bearer.token(),
                client.getClientId(),
                mayManage || bearer.hasAccountRole(AccountRoles.VIEW_PROFILE),
                mayManage);
    }

    /** As Keycloak's own account REST: the application was allowed to see the user's account. */
    SelfServiceUser requireView() {
        if (!mayView) {
            throw refused("The token has neither the role view-profile nor manage-account of the client account.");
        }
        StrictQuery.requireNone(session);
        return this;
    }

    /**
     * Likewise to change it; and the user must have signed in with a browser in the token's session (rule S13).
     * Otherwise emits one event.
     */
    SelfServiceUser requireChange() {
        if (!mayManage) {
            throw refused("The token lacks the role manage-account of the client account.");
        }
        if (!PrimaryAuthentication.isProvenBy(token, session, realm, user)) {
            MfaEvent.of(event(), EventType.UPDATE_CREDENTIAL, user, "not_authenticated")
                    .error(Errors.INVALID_AUTHENTICATION_SESSION);
            throw refused("The session of this token had no sign-in with a browser, or has ended: tokens from password"
                    + " grants, CIBA, token exchange, offline sessions and impersonation cannot change devices. Sign in with a"
                    + " browser, and use a token of that session.");
        }
        StrictQuery.requireNone(session);
        return this;
    }

    DeviceCalls calls() {
        return DeviceCalls.of(session, realm, user, Requester.OWNER, event());
    }

    EventBuilder event() {
        return new EventBuilder(realm, session, session.getContext().getConnection()).client(clientId);
    }

    private static RuntimeException refused(String why) {
        return ErrorResponse.error(why, Response.Status.FORBIDDEN);
    }
}
