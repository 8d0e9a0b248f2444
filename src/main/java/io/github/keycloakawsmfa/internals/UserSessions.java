package io.github.keycloakawsmfa.internals;

import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What {@code AuthenticationManager} (26.7.3) knows of user sessions and does to them. No SPI offers it; without the
 * class, the notes are texts, and validity is the realm's time-outs.
 */
public final class UserSessions {

    private UserSessions() {}

    /** Whether it has not ended, by the realm's time-outs. */
    public static boolean isValid(RealmModel realm, UserSessionModel userSession) {
        return AuthenticationManager.isSessionValid(realm, userSession);
    }

    /** Whether a browser signed in: a session of a token grant has no such time. */
    public static boolean hasSignInTime(UserSessionModel userSession) {
        return userSession.getNote(AuthenticationManager.AUTH_TIME) != null;
    }

    /** Whether this sign-in ends with its required actions, as that by a mailed link does, and leads to no application. */
    public static boolean endsAfterActions(AuthenticationSessionModel authSession) {
        return authSession.getAuthNote(AuthenticationManager.END_AFTER_REQUIRED_ACTIONS) != null;
    }

    /** The browser forgets its session, which goes on elsewhere. */
    public static void forgetInBrowser(KeycloakSession session) {
        AuthenticationManager.expireIdentityCookie(session);
    }

    /** Ends the user's sessions at other browsers, as Keycloak's own actions do. */
    public static void endOthers(RequiredActionContext context) {
        AuthenticatorUtil.logoutOtherSessions(context);
    }
}
