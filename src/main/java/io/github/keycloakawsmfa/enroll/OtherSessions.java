package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.internals.UserSessions;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The user's sessions elsewhere, which may be somebody else's: after a change of devices they can be ended. */
final class OtherSessions {

    /** Name of the box or button, as on Keycloak's own pages. */
    static final String NAME = "logout-sessions";

    private static final String OFFERED = "virtual-mfa.offer-logout";

    private OtherSessions() {}

    /** From now on, the list of devices offers to end them. */
    static void offer(AuthenticationSessionModel authSession) {
        authSession.setAuthNote(OFFERED, "true");
    }

    static boolean isOffered(RequiredActionContext context) {
        return context.getAuthenticationSession().getAuthNote(OFFERED) != null && exist(context);
    }

    static void withdraw(AuthenticationSessionModel authSession) {
        authSession.removeAuthNote(OFFERED);
    }

    static boolean exist(RequiredActionContext context) {
        KeycloakSession session = context.getSession();
        String own = context.getAuthenticationSession().getParentSession().getId();
        Stream<UserSessionModel> sessions = Stream.concat(
                session.sessions().getUserSessionsStream(context.getRealm(), context.getUser()),
                session.sessions().getOfflineUserSessionsStream(context.getRealm(), context.getUser()));
        return sessions.anyMatch(other -> !own.equals(other.getId()));
    }

    /** Ends them; Keycloak emits an event for each. */
    static void signOut(RequiredActionContext context) {
        withdraw(context.getAuthenticationSession());
        UserSessions.endOthers(context);
    }
}
