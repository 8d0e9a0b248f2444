package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Asks for a code in the browser flow, or hands a user without a device on to the required action.
 *
 * <p>It has two answers only: success, or a page. It never says {@code attempted}, and never {@code failure}, which
 * 26.4.7 counts as a wrong password.
 */
final class VirtualMfaForm implements Authenticator {

    private static final Logger LOG = Logger.getLogger(VirtualMfaForm.class);

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        PrimaryAuthentication.noteOwner(context.getSession(), context.getAuthenticationSession(), context.getUser());
        answer(context, show(context, ServerTime.now()));
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> posted = context.getHttpRequest().getDecodedFormParameters();
        Optional<Response> page = new CodeStep(CodePage.inFlow(context))
                .take(posted, () -> passed(context), () -> noDevice(context), () -> signInAgain(context));
        answer(context, page);
    }

    private static Optional<Response> noDevice(AuthenticationFlowContext context) {
        Devices devices = Devices.of(context.getSession(), context.getRealm(), context.getUser());
        return handOn(context, devices, ServerTime.now());
    }

    private static void answer(AuthenticationFlowContext context, Optional<Response> page) {
        page.ifPresentOrElse(context::challenge, context::success);
    }

    /** Empty if the flow goes on. */
    private static Optional<Response> show(AuthenticationFlowContext context, Instant now) {
        KeycloakSession session = context.getSession();
        UserModel user = context.getUser();
        if (CodeRequired.settled(session, context.getAuthenticationSession(), user, now)) {
            return passed(context);
        }
        Optional<String> inVain = CodeRequired.inVain(session, context.getAuthenticationSession(), user, now);
        if (inVain.isPresent()) {
            return notSetUp(context, inVain.get(), Errors.GENERIC_AUTHENTICATION_ERROR);
        }
        Devices devices = Devices.of(session, context.getRealm(), user);
        if (!devices.any()) {
            return handOn(context, devices, now);
        }
        return PrimaryAuthentication.isProven(session, context.getAuthenticationSession(), user)
                ? Optional.of(CodePage.inFlow(context).ask(devices, now))
                : signInAgain(context);
    }

    /** With evidence: to AWS, unless the gate would refuse anyway. */
    private static Optional<Response> passed(AuthenticationFlowContext context) {
        return UndeliverablePage.inFlow(context);
    }

    private static Optional<Response> handOn(AuthenticationFlowContext context, Devices devices, Instant now) {
        KeycloakSession session = context.getSession();
        if (!AssignAction.runsIn(session, context.getRealm())) {
            LOG.errorf(
                    "Realm %s asks for a virtual MFA device, but its required action %s is not registered and enabled",
                    context.getRealm().getName(), AssignAction.ID);
            return notSetUp(context, "required_action_missing", Errors.RESOLVE_REQUIRED_ACTIONS);
        }
        if (Saml2AwsClient.isCalling(session)) {
            return browserNeeded(context);
        }
        if (PutOff.holds(session, context.getAuthenticationSession(), context.getUser(), now)) {
            return Optional.empty();
        }
        if (FirstDeviceAccess.isOpen(session, context.getAuthenticationSession(), context.getUser(), devices, now)) {
            context.getAuthenticationSession().addRequiredAction(AssignAction.ID);
            return Optional.empty();
        }
        return signInAgain(context);
    }

    /** Done here, not by the action: Keycloak's own may come before it, and their pages would not end the retries. */
    private static Optional<Response> browserNeeded(AuthenticationFlowContext context) {
        MfaEvent.of(context.getEvent(), EventType.LOGIN, context.getUser(), "browser_needed")
                .error(Errors.DISPLAY_UNSUPPORTED);
        return Optional.of(InfoPage.BROWSER_NEEDED.page(context.getSession(), context.form()));
    }

    private static Optional<Response> notSetUp(AuthenticationFlowContext context, String reason, String error) {
        Quote quote = Quote.error(MfaEvent.of(context.getEvent(), EventType.LOGIN, context.getUser(), reason), error);
        return Optional.of(InfoPage.NOT_SET_UP.page(context.getSession(), context.form(), quote));
    }

    private static Optional<Response> signInAgain(AuthenticationFlowContext context) {
        return Optional.of(SignInAgain.inFlow(context));
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    /** Always: Keycloak skips a required authenticator that is not configured, and a missing device is ours to handle. */
    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // Never called: it is always configured.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
