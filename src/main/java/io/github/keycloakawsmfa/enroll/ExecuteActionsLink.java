package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.internals.StartUrl;
import io.github.keycloakawsmfa.internals.UserSessions;
import io.github.keycloakawsmfa.login.AssignAction;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.storage.ReadOnlyException;

/** An administrator's execute-actions e-mail: its link lets anyone who reads the mail in, without a password. */
final class ExecuteActionsLink {

    private static final Logger LOG = Logger.getLogger(ExecuteActionsLink.class);

    private ExecuteActionsLink() {}

    /** Whether such a link started this authentication session. Keycloak verified the token before it kept it. */
    static boolean started(AuthenticationSessionModel authSession) {
        String token = authSession.getAuthNote(Constants.KEY);
        if (token == null) {
            return false;
        }
        try {
            String type =
                    new JWSInput(token).readJsonContent(JsonWebToken.class).getType();
            return ExecuteActionsActionToken.TOKEN_TYPE.equals(type);
        } catch (JWSInputException e) {
            return false;
        }
    }

    /**
     * The end of a link that proves only a mailbox: the action stays pending for the user's next sign-in. The page has
     * no form and no secret.
     */
    static Response end(RequiredActionContext context) {
        UserModel user = context.getUser();
        String action = context.getAction();
        try {
            if (user.getRequiredActionsStream().noneMatch(action::equals)) {
                user.addRequiredAction(action);
            }
        } catch (ReadOnlyException e) {
            // A read-only federated user: where MFA is required, the next sign-in asks for a device all the same.
            LOG.debugf(e, "Required action %s could not be kept for user %s", action, user.getId());
        }
        MfaEvent.of(context.getEvent(), EventType.CUSTOM_REQUIRED_ACTION, user, "not_authenticated")
                .error(Errors.INVALID_AUTHENTICATION_SESSION);
        InfoPage page = AssignAction.ID.equals(action) ? InfoPage.SIGN_IN_ONCE : InfoPage.SIGN_IN_ONCE_TO_MANAGE;
        return page.page(context.getSession(), context.form(), signIn(context, action));
    }

    /**
     * Where the user goes on: at the application that the link was sent for, else in the account console. Only what the
     * realm's clients say counts, never what stands in the link.
     */
    private static Optional<String> signIn(RequiredActionContext context, String action) {
        ClientModel client = context.getAuthenticationSession().getClient();
        return Optional.of(client)
                .filter(app -> !StartUrl.isAccount(app))
                .flatMap(app -> StartUrl.of(context.getSession(), app))
                .or(() -> StartUrl.ofAccount(context.getSession(), context.getRealm(), action));
    }

    /**
     * Whether the user is about to set a password through the same link. Only if the link ends without a sign-in: then
     * nobody gets in when our action lets the other one go first.
     */
    static boolean setsPasswordNext(AuthenticationSessionModel authSession) {
        String updatePassword = RequiredAction.UPDATE_PASSWORD.name();
        RequiredActionProviderModel model = authSession.getRealm().getRequiredActionProviderByAlias(updatePassword);
        return UserSessions.endsAfterActions(authSession)
                && authSession.getRequiredActions().contains(updatePassword)
                && model != null
                && model.isEnabled();
    }
}
