package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.aws.DeadEnd;
import io.github.keycloakawsmfa.aws.NoRole;
import io.github.keycloakawsmfa.aws.TooManyRoles;
import io.github.keycloakawsmfa.aws.Undeliverable;
import io.github.keycloakawsmfa.device.Excerpt;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The end of a sign-in that leads nowhere although MFA was passed. It is shown only after that: how many roles somebody
 * has is nobody else's business.
 */
public final class DeadEndPage {

    private static final Logger LOG = Logger.getLogger(DeadEndPage.class);

    private DeadEndPage() {}

    /**
     * For the flow. What is missing at the user Keycloak's own required actions may ask for yet, such as an e-mail
     * address: of that the action tells, which comes after them.
     *
     * @return as {@link #of}
     */
    public static Optional<Response> inFlow(AuthenticationFlowContext context) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        boolean actionFollows = AssignAction.runsIn(session, context.getRealm());
        return DeadEnd.foreseen(session, authSession, context.getUser())
                .filter(deadEnd -> !actionFollows
                        || !(deadEnd instanceof Undeliverable fault
                                && fault.reason().isOfUser()))
                .map(deadEnd -> page(deadEnd, session, context.getUser(), context.getEvent(), context.form()));
    }

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
        return DeadEnd.foreseen(session, authSession, user).map(deadEnd -> page(deadEnd, session, user, request, form));
    }

    private static Response page(
            DeadEnd deadEnd, KeycloakSession session, UserModel user, EventBuilder request, LoginFormsProvider form) {
        if (deadEnd instanceof NoRole none) {
            EventBuilder event = MfaEvent.of(request, EventType.LOGIN, user, "no_role");
            if (!none.leftOut().isEmpty()) {
                event.detail("roles", Excerpt.of(none.leftOut()).stream());
            }
            event.error(Errors.NOT_ALLOWED);
            return Notice.NO_ROLE.page(session, form);
        }
        if (deadEnd instanceof Undeliverable undeliverable) {
            return undeliverable(session, user, request, form, undeliverable.reason());
        }
        if (deadEnd instanceof TooManyRoles roles) {
            MfaEvent.of(request, EventType.LOGIN, user, "too_large")
                    .detail("roles", Integer.toString(roles.has()))
                    .detail("roles_fit", Integer.toString(roles.fit()))
                    .error(Errors.NOT_ALLOWED);
            return Notice.TOO_MANY_ROLES.page(session, form, roles.has(), roles.fit());
        }
        MfaEvent.of(request, EventType.LOGIN, user, "email_unproven").error(Errors.NOT_ALLOWED);
        return Notice.EMAIL_UNPROVEN.page(session, form);
    }

    private static Response undeliverable(
            KeycloakSession session,
            UserModel user,
            EventBuilder request,
            LoginFormsProvider form,
            Undeliverable.Reason reason) {
        LOG.errorf(
                "No response can be made of user %s that AWS takes: realm=%s client=%s reason=%s",
                user.getId(),
                session.getContext().getRealm().getName(),
                Excerpt.of(session.getContext().getClient().getClientId()),
                reason.id());
        MfaEvent.of(request, EventType.LOGIN, user, reason.id()).error(Errors.NOT_ALLOWED);
        return (reason.isOfUser() ? Notice.UNNAMED : Notice.UNDELIVERABLE).page(session, form, reason.id());
    }
}
