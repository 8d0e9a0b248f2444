package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Stands where Keycloak's own step for a one-time code stood, and asks each user once: those with a device, or with a
 * one-time code that becomes one, for a code of it, and all others as Keycloak does. It is no validator of one credential
 * type: Keycloak passes such a step over for users who have none of that type (26.4 to 26.7,
 * AuthenticationSelectionResolver).
 *
 * <p>It is a second factor and no more, of any application and behind any first factor: what AWS asks for besides, such as
 * primary authentication or an age, decides only whether a code is evidence as well. Only a code of this very sign-in
 * counts, for a step-up asks for one again.
 */
final class EitherCodeForm implements Authenticator {

    /** Auth note: the id of the user whom our page was shown to last. */
    private static final String OURS_SHOWN = "virtual-mfa.either-code-ours";

    private final OTPFormAuthenticator keycloaks = new OTPFormAuthenticator();

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        PrimaryAuthentication.noteOwner(context.getSession(), context.getAuthenticationSession(), context.getUser());
        if (!takesOurs(context)) {
            context.getAuthenticationSession().removeAuthNote(OURS_SHOWN);
            keycloaks.authenticate(context);
        } else if (Evidence.recordedHere(context.getSession(), context.getAuthenticationSession(), context.getUser())
                .isPresent()) {
            context.success();
        } else {
            context.getAuthenticationSession()
                    .setAuthNote(OURS_SHOWN, context.getUser().getId());
            context.challenge(CodePage.inFlow(context).ask(ServerTime.now()));
        }
    }

    /**
     * By the page that was shown: both have a field of the same name. If that is no longer the one to show, as when a device
     * was taken away meanwhile, nothing was asked yet.
     */
    @Override
    public void action(AuthenticationFlowContext context) {
        boolean oursShown = context.getUser()
                .getId()
                .equals(context.getAuthenticationSession().getAuthNote(OURS_SHOWN));
        boolean ours = takesOurs(context);
        if (!ours && !keycloaks.configuredFor(context.getSession(), context.getRealm(), context.getUser())) {
            // The only device was taken away meanwhile: nothing is left that a code could come from.
            context.challenge(signInAgain(context).orElseThrow());
        } else if (oursShown != ours) {
            authenticate(context);
        } else if (oursShown) {
            CodeStep.ofSecondFactor(CodePage.inFlow(context))
                    .take(
                            context.getHttpRequest().getDecodedFormParameters(),
                            () -> passed(context),
                            () -> signInAgain(context),
                            () -> signInAgain(context))
                    .ifPresentOrElse(context::challenge, context::success);
        } else {
            keycloaks.action(context);
        }
    }

    /** To AWS, unless the gate would refuse anyway; without evidence, what asks for that comes later. */
    private static Optional<Response> passed(AuthenticationFlowContext context) {
        return UndeliverablePage.inFlow(context);
    }

    /** Only if the device was taken away in this very moment. */
    private static Optional<Response> signInAgain(AuthenticationFlowContext context) {
        return Optional.of(SignInAgain.inFlow(context));
    }

    /** What only becomes a device does so where a device may come from (rule S13). */
    private static boolean takesOurs(AuthenticationFlowContext context) {
        Devices devices = Devices.beforeAct(context.getSession(), context.getRealm(), context.getUser());
        return devices.anyAssigned()
                || (devices.any()
                        && PrimaryAuthentication.isProven(
                                context.getSession(), context.getAuthenticationSession(), context.getUser()));
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return Devices.of(session, realm, user).any() || keycloaks.configuredFor(session, realm, user);
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        keycloaks.setRequiredActions(session, realm, user);
    }

    @Override
    public List<RequiredActionFactory> getRequiredActions(KeycloakSession session) {
        return keycloaks.getRequiredActions(session);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
