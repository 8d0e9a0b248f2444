package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.aws.TooManyRoles;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The end of a sign-in whose response AWS would refuse for its length. It is shown only to who has passed MFA: how many
 * roles somebody has is nobody else's business.
 */
public final class TooManyRolesPage {

    private TooManyRolesPage() {}

    /**
     * @param request the request's event, which is only copied
     * @return empty if the roles fit
     */
    public static Optional<Response> of(
            KeycloakSession session,
            AuthenticationSessionModel authSession,
            UserModel user,
            EventBuilder request,
            LoginFormsProvider form) {
        return TooManyRoles.foreseen(session, authSession, user).map(roles -> {
            MfaEvent.of(request, EventType.LOGIN, user, "too_large")
                    .detail("roles", Integer.toString(roles.has()))
                    .detail("roles_fit", Integer.toString(roles.fit()))
                    .error(Errors.NOT_ALLOWED);
            return Notice.TOO_MANY_ROLES.page(session, form, roles.has(), roles.fit());
        });
    }
}
