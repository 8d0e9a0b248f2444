package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.login.AssignAction;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;
import org.keycloak.storage.ReadOnlyException;

/**
 * The end of an administrator's link that proves only a mailbox: the action stays pending for the user's next sign-in.
 * The page has no form and no secret.
 */
final class SignInOnce {

    private static final Logger LOG = Logger.getLogger(SignInOnce.class);

    private SignInOnce() {}

    static Response page(RequiredActionContext context) {
        UserModel user = context.getUser();
        String action = context.getAction();
        try {
            if (user.getRequiredActionsStream().noneMatch(action::equals)) {
                user.addRequiredAction(action);
            }
        } catch (ReadOnlyException e) {
            // A read-only federated user: where MFA is owed, the next sign-in asks for a device all the same.
            LOG.debugf(e, "Required action %s could not be kept for user %s", action, user.getId());
        }
        MfaEvent.of(context.getEvent(), EventType.CUSTOM_REQUIRED_ACTION, user, "not_authenticated")
                .error(Errors.INVALID_AUTHENTICATION_SESSION);
        InfoPage notice = AssignAction.ID.equals(action) ? InfoPage.SIGN_IN_ONCE : InfoPage.SIGN_IN_ONCE_TO_MANAGE;
        return notice.page(context.getSession(), context.form());
    }
}
