package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.internals.UserSessions;
import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * The way out of a session that does not prove enough (rule S13): the user proves again who they are.
 *
 * <p>The page removes the identity cookie and links to {@code login-actions/restart}. That ends the user session of
 * this root id, if there is one, and empties the authentication session (26.7.3,
 * {@code LoginActionsService.restartSession}); without the cookie the flow then starts at the sign-in form, whose
 * password is proof. With the cookie it would come back here.
 */
public final class SignInAgain {

    private SignInAgain() {}

    static Response inFlow(AuthenticationFlowContext context) {
        return page(context.getSession(), context.form(), context.getEvent(), context.getUser());
    }

    /** @param request the request's event: one of ours is sent, of the same type */
    public static Response page(
            KeycloakSession session, LoginFormsProvider form, EventBuilder request, UserModel user) {
        EventType type = request.getEvent().getType();
        Quote quote = Quote.error(
                MfaEvent.of(request, type, user, "not_authenticated"), Errors.INVALID_AUTHENTICATION_SESSION);
        if (Saml2AwsClient.isCalling(session)) {
            return InfoPage.BROWSER_NEEDED.page(session, form);
        }
        UserSessions.forgetInBrowser(session);
        return InfoPage.SIGN_IN_AGAIN.page(session, form, quote);
    }
}
