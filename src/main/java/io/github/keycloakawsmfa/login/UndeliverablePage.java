package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.aws.ResponsePreflight;
import io.github.keycloakawsmfa.aws.UndeliverableResponse;
import io.github.keycloakawsmfa.aws.UndeliverableResponse.Fault;
import io.github.keycloakawsmfa.aws.UndeliverableResponse.NoRole;
import io.github.keycloakawsmfa.aws.UndeliverableResponse.TooManyRoles;
import io.github.keycloakawsmfa.device.text.Excerpt;
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
 * The end of a sign-in that leads nowhere although MFA was passed. It is shown only after that, because how many roles
 * a user has is private.
 *
 * @param request the request's event, which is only copied
 */
public record UndeliverablePage(KeycloakSession session, UserModel user, EventBuilder request, LoginFormsProvider form)
        implements UndeliverableResponse.Reader<Response> {

    private static final Logger LOG = Logger.getLogger(UndeliverablePage.class);

    /**
     * For the flow. Keycloak's own required actions may still ask for what the user lacks, such as an e-mail address:
     * our action, which comes after them, reports that.
     *
     * @return as {@link #of}
     */
    public static Optional<Response> inFlow(AuthenticationFlowContext context) {
        KeycloakSession session = context.getSession();
        boolean actionFollows = AssignAction.runsIn(session, context.getRealm());
        return ResponsePreflight.of(session, context.getAuthenticationSession(), context.getUser())
                .filter(response -> !actionFollows || !response.isFaultOfUser())
                .map(response -> response.accept(
                        new UndeliverablePage(session, context.getUser(), context.getEvent(), context.form())));
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
        return ResponsePreflight.of(session, authSession, user)
                .map(response -> response.accept(new UndeliverablePage(session, user, request, form)));
    }

    @Override
    public Response noRole(NoRole none) {
        EventBuilder event = event("no_role");
        if (!none.leftOut().isEmpty()) {
            event.detail("roles", Excerpt.of(none.leftOut()).stream());
        }
        return InfoPage.NO_ROLE.page(session, form, Quote.error(event, Errors.NOT_ALLOWED));
    }

    @Override
    public Response tooManyRoles(TooManyRoles roles) {
        EventBuilder event = event("too_large")
                .detail("roles", Integer.toString(roles.has()))
                .detail("roles_fit", Integer.toString(roles.fit()));
        return InfoPage.TOO_MANY_ROLES.page(
                session, form, Quote.error(event, Errors.NOT_ALLOWED), roles.has(), roles.fit());
    }

    @Override
    public Response unverifiedEmail() {
        return InfoPage.EMAIL_UNPROVEN.page(session, form, Quote.error(event("email_unproven"), Errors.NOT_ALLOWED));
    }

    @Override
    public Response faulty(Fault fault) {
        LOG.errorf(
                "No response can be made of user %s that AWS accepts: realm=%s client=%s reason=%s",
                user.getId(),
                session.getContext().getRealm().getName(),
                Excerpt.of(session.getContext().getClient().getClientId()),
                fault.id());
        return (fault.isOfUser() ? InfoPage.UNNAMED : InfoPage.UNDELIVERABLE)
                .page(session, form, Quote.error(event(fault.id()), Errors.NOT_ALLOWED));
    }

    private EventBuilder event(String reason) {
        return MfaEvent.of(request, EventType.LOGIN, user, reason);
    }
}
