package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.aws.DeadEnd;
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
 * The end of a sign-in that the gate would refuse although MFA was passed. It is shown only to who has passed it: how
 * many roles somebody has is nobody else's business.
 */
public final class DeadEndPage {

    private DeadEndPage() {}

    /**
     * @param request the request's event, which is only copied
     * @return empty if nothing is in the way
     */
    public static Optional<Response> of(
            KeycloakSession session,
            AuthenticationSessionModel authSession,
            UserModel user,
            EventBuilder request,
            LoginFormsProvider form) {
        return DeadEnd.foreseen(session, authSession, user).map(deadEnd -> {
            if (deadEnd instanceof TooManyRoles roles) {
                MfaEvent.of(request, EventType.LOGIN, user, "too_large")
                        .detail("roles", Integer.toString(roles.has()))
                        .detail("roles_fit", Integer.toString(roles.fit()))
                        .error(Errors.NOT_ALLOWED);
                return Notice.TOO_MANY_ROLES.page(session, form, roles.has(), roles.fit());
            }
            MfaEvent.of(request, EventType.LOGIN, user, "email_unproven").error(Errors.NOT_ALLOWED);
            return Notice.EMAIL_UNPROVEN.page(session, form);
        });
    }
}
