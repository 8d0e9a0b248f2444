package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.aws.ResponsePreflight;
import io.github.keycloakawsmfa.aws.UndeliverableResponse;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.internals.UserSessions;
import io.github.keycloakawsmfa.login.AssignAction;
import io.github.keycloakawsmfa.login.CodeRequired;
import io.github.keycloakawsmfa.login.FirstDeviceAccess;
import io.github.keycloakawsmfa.login.PutOff;
import java.time.Instant;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Where a user stands in a required action: decided again from the server's state at every GET and every POST, so that
 * what a POST means never depends on the page that it came from (rule S9).
 */
enum EnrollmentState {
    /** A device was assigned in this authentication session: only Continue is left. */
    ASSIGNED,
    /** The session does not prove enough, but an administrator's link asked: the action waits for the next sign-in. */
    SIGN_IN_ONCE,
    /** The session does not prove enough, for a first device or for anything. */
    SIGN_IN_AGAIN,
    /** A code is required, and none would help: {@link CodeRequired#inVain}. */
    NOT_SET_UP,
    /** A code of the user's device is required. */
    CODE,
    /** The wizard for a first device was open here while the user got one elsewhere. */
    OVERTAKEN,
    /** A device is asked for, but the user already has the maximum. */
    FULL,
    /** A device is to be assigned: the first one, or one more that was asked for. */
    WIZARD,
    /** MFA has been passed, but the gate would still refuse: {@link UndeliverableResponse}. */
    UNDELIVERABLE,
    /** Nothing to assign or to prove now: the end of the action that assigns; in the other one, the user's devices. */
    DONE;

    static EnrollmentState of(RequiredActionContext context, Instant now) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        UserModel user = context.getUser();
        if (AssignedPage.isOpen(context)) {
            return ASSIGNED;
        }
        if (!PrimaryAuthentication.isProven(session, authSession, user)) {
            return signIn(authSession);
        }
        Devices devices = Devices.of(session, context.getRealm(), user);
        boolean asked = isAskedFor(context);
        if (!devices.any()) {
            if (!asked && (!assigns(context) || PutOff.holds(session, authSession, user, now))) {
                return DONE;
            }
            return FirstDeviceAccess.isOpen(session, authSession, user, devices, now) ? WIZARD : signIn(authSession);
        }
        if (CodeRequired.by(session, authSession, user, now)) {
            return CodeRequired.inVain(session, authSession, user, now).isPresent() ? NOT_SET_UP : CODE;
        }
        PendingEnrollment note = new PendingEnrollment(session, authSession);
        if (note.isForFirst() || note.gaveWay()) {
            return OVERTAKEN;
        }
        if (!asked) {
            return assigns(context)
                            && leadsToGate(authSession)
                            && ResponsePreflight.of(session, authSession, user).isPresent()
                    ? UNDELIVERABLE
                    : DONE;
        }
        return devices.list().size() < Devices.MOST ? WIZARD : FULL;
    }

    private static EnrollmentState signIn(AuthenticationSessionModel authSession) {
        return ExecuteActionsLink.started(authSession) ? SIGN_IN_ONCE : SIGN_IN_AGAIN;
    }

    /** Whether somebody asked for a device, as opposed to a trigger that found a code required. */
    static boolean isAskedFor(RequiredActionContext context) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        if (DevicesPageState.of(authSession).isAdd()) {
            return true;
        }
        return assigns(context)
                && (AssignAction.ID.equals(authSession.getClientNote(Constants.KC_ACTION))
                        || context.getUser().getRequiredActionsStream().anyMatch(AssignAction.ID::equals)
                        || ExecuteActionsLink.started(authSession));
    }

    /** A mailed link that ends with its own actions signs nobody in. */
    static boolean leadsToGate(AuthenticationSessionModel authSession) {
        return !UserSessions.endsAfterActions(authSession);
    }

    private static boolean assigns(RequiredActionContext context) {
        return AssignAction.ID.equals(context.getAction());
    }
}
