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
 * <p>It has four answers only: passed, handed on, a page, an error page. It never says {@code attempted}, and never
 * {@code failure}, which 26.4.7 counts as a wrong password.
 */
final class VirtualMfaForm implements Authenticator {

    private static final Logger LOG = Logger.getLogger(VirtualMfaForm.class);

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        KeycloakSession session = context.getSession();
        UserModel user = context.getUser();
        Instant now = ServerTime.now();
        PrimaryAuthentication.noteOwner(session, context.getAuthenticationSession(), user);
        if (CodeRequired.settled(session, context.getAuthenticationSession(), user, now)) {
            pass(context);
            return;
        }
        Optional<String> inVain = CodeRequired.inVain(session, context.getAuthenticationSession(), user, now);
        if (inVain.isPresent()) {
            notSetUp(context, inVain.get(), Errors.GENERIC_AUTHENTICATION_ERROR);
            return;
        }
        Devices devices = Devices.of(session, context.getRealm(), user);
        if (!devices.any()) {
            handOn(context, devices, now);
        } else if (!PrimaryAuthentication.isProven(session, context.getAuthenticationSession(), user)) {
            signInAgain(context);
        } else {
            context.challenge(page(context).ask(devices, now));
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> posted = context.getHttpRequest().getDecodedFormParameters();
        CodeAnswer answer = new CodeStep(
                        context.getSession(), context.getAuthenticationSession(), context.getUser(), context.getEvent())
                .take(posted);
        if (answer instanceof CodeAnswer.Passed) {
            pass(context);
        } else if (answer instanceof CodeAnswer.Again again) {
            context.challenge(page(context).askAgain(again, ServerTime.now()));
        } else if (answer instanceof CodeAnswer.Anew) {
            context.challenge(page(context).ask(ServerTime.now()));
        } else if (answer instanceof CodeAnswer.NoDevice) {
            Devices devices = Devices.of(context.getSession(), context.getRealm(), context.getUser());
            handOn(context, devices, ServerTime.now());
        } else if (answer instanceof CodeAnswer.NotAuthenticated) {
            signInAgain(context);
        } else {
            context.challenge(InfoPage.UNAVAILABLE.page(context.getSession(), context.form()));
        }
    }

    /** With evidence: to AWS, unless the gate would refuse anyway. */
    private static void pass(AuthenticationFlowContext context) {
        UndeliverablePage.inFlow(context).ifPresentOrElse(context::challenge, context::success);
    }

    private static void handOn(AuthenticationFlowContext context, Devices devices, Instant now) {
        KeycloakSession session = context.getSession();
        if (AssignAction.runsIn(session, context.getRealm())) {
            if (Saml2AwsClient.isCalling(session)) {
                browserNeeded(context);
            } else if (FirstDeviceAccess.isOpen(
                    session, context.getAuthenticationSession(), context.getUser(), devices, now)) {
                context.getAuthenticationSession().addRequiredAction(AssignAction.ID);
                context.success();
            } else {
                signInAgain(context);
            }
            return;
        }
        LOG.errorf(
                "Realm %s asks for a virtual MFA device, but its required action %s is not registered and enabled",
                context.getRealm().getName(), AssignAction.ID);
        notSetUp(context, "required_action_missing", Errors.RESOLVE_REQUIRED_ACTIONS);
    }

    /** Done here, not by the action: Keycloak's own may come before it, and their pages would not end the retries. */
    private static void browserNeeded(AuthenticationFlowContext context) {
        MfaEvent.of(context.getEvent(), EventType.LOGIN, context.getUser(), "browser_needed")
                .error(Errors.DISPLAY_UNSUPPORTED);
        context.challenge(InfoPage.BROWSER_NEEDED.page(context.getSession(), context.form()));
    }

    private static void notSetUp(AuthenticationFlowContext context, String reason, String error) {
        MfaEvent.of(context.getEvent(), EventType.LOGIN, context.getUser(), reason)
                .error(error);
        context.challenge(InfoPage.NOT_SET_UP.page(context.getSession(), context.form()));
    }

    private static void signInAgain(AuthenticationFlowContext context) {
        Response page = SignInAgain.page(context.getSession(), context.form(), context.getEvent(), context.getUser());
        context.challenge(page);
    }

    private static CodePage page(AuthenticationFlowContext context) {
        return new CodePage(
                context.getSession(),
                context.getAuthenticationSession(),
                context.getUser(),
                context.getEvent(),
                context.form());
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
