package io.github.keycloakawsmfa.enroll;

import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.Constants;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/** An administrator's execute-actions e-mail: its link lets anyone who reads the mail in, without a password. */
final class ExecuteActionsLink {

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
     * Whether the user is about to set a password through the same link. Only if the link ends without a sign-in: then
     * nobody gets in when our action lets the other one go first.
     */
    static boolean setsPasswordNext(AuthenticationSessionModel authSession) {
        String updatePassword = RequiredAction.UPDATE_PASSWORD.name();
        RequiredActionProviderModel model = authSession.getRealm().getRequiredActionProviderByAlias(updatePassword);
        return authSession.getAuthNote(AuthenticationManager.END_AFTER_REQUIRED_ACTIONS) != null
                && authSession.getRequiredActions().contains(updatePassword)
                && model != null
                && model.isEnabled();
    }
}
