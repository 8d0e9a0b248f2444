package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.aws.ResponsePreflight;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.evidence.PrimaryAuthentication;
import io.github.keycloakawsmfa.internals.ShowsVersion;
import io.github.keycloakawsmfa.login.AssignAction;
import io.github.keycloakawsmfa.login.CodeRequired;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The required action {@code virtual-mfa}: assigns a device, or verifies a code where no flow asked for one. */
public final class VirtualMfaAction implements RequiredActionProvider, RequiredActionFactory, ShowsVersion {

    @Override
    public String getId() {
        return AssignAction.ID;
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getDisplayText() {
        return AssignAction.NAME;
    }

    /** True: an e-mail link that asks for it works once. */
    @Override
    public boolean isOneTimeAction() {
        return true;
    }

    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    /**
     * Asks for MFA in this authentication session only. A required action of the user would outlive the need, and fails
     * for read-only federated users. A mailed link that ends with its own actions signs nobody in: it needs no code, and
     * anyone asked there could not leave without a second device (26.7.3, AuthenticationManager.finishedRequiredActions).
     */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        UserModel user = context.getUser();
        if (user == null) {
            return;
        }
        PrimaryAuthentication.noteOwner(session, authSession, user);
        if (user.getServiceAccountClientLink() == null
                && EnrollmentState.leadsToGate(authSession)
                && (CodeRequired.by(session, authSession, user, ServerTime.now())
                        || ResponsePreflight.of(session, authSession, user).isPresent())) {
            authSession.addRequiredAction(AssignAction.ID);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        EnrollmentFlow flow = new EnrollmentFlow(context, ServerTime.now());
        if (flow.comesBack()) {
            context.ignore();
        } else {
            answer(context, flow.show());
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Devices.beforeAct(context.getSession(), context.getRealm(), context.getUser());
        answer(
                context,
                new EnrollmentFlow(context, ServerTime.now())
                        .take(context.getHttpRequest().getDecodedFormParameters()));
    }

    private static void answer(RequiredActionContext context, Optional<Response> page) {
        page.ifPresentOrElse(context::challenge, context::success);
    }

    /** Drops the secret that was shown: the user gave up. */
    @Override
    public void initiatedActionCanceled(KeycloakSession session, AuthenticationSessionModel authSession) {
        new PendingEnrollment(session, authSession).clear();
        DevicesPageState.clear(authSession);
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
