package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.token.TokenStore;
import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Whether the user assigns a hardware token instead of an app: a note of the sign-in, written by the pages' buttons. */
final class TokenChoice {

    private static final String CHOSEN = "virtual-mfa.token";
    private static final String CHOOSE = "token";
    private static final String LEAVE = "app";

    private TokenChoice() {}

    /** Whether the realm has tokens, so that the wizard offers to use one. */
    static boolean isOffered(RequiredActionContext context) {
        return new TokenStore(context.getSession(), context.getRealm()).any();
    }

    static boolean isChosen(AuthenticationSessionModel authSession) {
        return authSession.getAuthNote(CHOSEN) != null;
    }

    /** Follows a button from the wizard to the token's page, or back; false if it was another one. */
    static boolean follow(RequiredActionContext context, MultivaluedMap<String, String> posted) {
        String button = posted.getFirst(DevicesPageState.GO);
        if (CHOOSE.equals(button) && isOffered(context)) {
            context.getAuthenticationSession().setAuthNote(CHOSEN, CHOOSE);
            return true;
        }
        if (LEAVE.equals(button)) {
            clear(context.getAuthenticationSession());
            return true;
        }
        return false;
    }

    static void clear(AuthenticationSessionModel authSession) {
        authSession.removeAuthNote(CHOSEN);
    }
}
