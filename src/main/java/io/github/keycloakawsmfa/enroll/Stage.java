package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.Devices;
import io.github.keycloakawsmfa.evidence.Standing;
import io.github.keycloakawsmfa.login.AssignAction;
import io.github.keycloakawsmfa.login.MfaOwed;
import java.time.Instant;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Where a user stands in the required action: decided anew by the server's state at every GET and every POST, so that
 * what a POST means never depends on the page that it came from (rule S9).
 */
enum Stage {
    /** A device was assigned in this authentication session: only Continue is left. */
    ASSIGNED,
    /** The session proves nothing, but an administrator's link asked: the device waits for the next sign-in. */
    SIGN_IN_ONCE,
    /** The session proves nothing. */
    SIGN_IN_AGAIN,
    /** A code of the user's device is owed. */
    CODE,
    /** The user asked for a device and has one. */
    SECOND_DEVICE,
    /** There is nothing to do any more, for instance since another tab did it. */
    DONE,
    /** A first device is to be assigned. */
    WIZARD;

    static Stage of(RequiredActionContext context, Instant now) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        UserModel user = context.getUser();
        if (AssignedNote.holds(session, authSession, user)) {
            return ASSIGNED;
        }
        if (!Standing.holds(session, authSession, user)) {
            return ExecuteActionsLink.started(authSession) ? SIGN_IN_ONCE : SIGN_IN_AGAIN;
        }
        if (!Devices.of(session, context.getRealm(), user).any()) {
            return WIZARD;
        }
        if (MfaOwed.by(session, authSession, user, now)) {
            return CODE;
        }
        return askedFor(authSession, user) ? SECOND_DEVICE : DONE;
    }

    /** Whether somebody asked for a device, as opposed to a trigger that found a code owed. */
    static boolean askedFor(AuthenticationSessionModel authSession, UserModel user) {
        return AssignAction.ID.equals(authSession.getClientNote(Constants.KC_ACTION))
                || user.getRequiredActionsStream().anyMatch(AssignAction.ID::equals)
                || ExecuteActionsLink.started(authSession);
    }
}
