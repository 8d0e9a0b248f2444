package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.login.Saml2AwsClient;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The required action {@code virtual-mfa-devices}: the user's devices, to rename, add, resync and deactivate. Primary
 * authentication, and a code that the sign-in requires, come first, at every GET and every POST.
 */
public final class VirtualMfaDevicesAction implements RequiredActionProvider, RequiredActionFactory {

    /** Provider id and alias. */
    public static final String ID = VirtualMfaDevice.DEVICES_ACTION;

    /** As administrators see it. A realm stores it when set-up registers the action. */
    public static final String NAME = "Manage virtual MFA devices";

    private static final String DONE = "done";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getDisplayText() {
        return NAME;
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

    /** Never triggered: somebody has to ask for it. */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        // Nothing to evaluate.
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        Instant now = ServerTime.now();
        EnrollmentFlow flow = new EnrollmentFlow(context, now);
        if (flow.comesBack()) {
            context.ignore();
        } else {
            show(context, flow, now);
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Devices.beforeAct(context.getSession(), context.getRealm(), context.getUser());
        Instant now = ServerTime.now();
        MultivaluedMap<String, String> posted = context.getHttpRequest().getDecodedFormParameters();
        EnrollmentFlow flow = new EnrollmentFlow(context, now);
        if (flow.state() == EnrollmentState.DONE && !Saml2AwsClient.isCalling(context.getSession())) {
            manage(context, flow, posted, now);
        } else {
            flow.take(posted).ifPresentOrElse(context::challenge, () -> show(context, flow, now));
        }
    }

    private static void manage(
            RequiredActionContext context, EnrollmentFlow flow, MultivaluedMap<String, String> posted, Instant now) {
        String go = posted.getFirst(DevicesPageState.GO);
        if (DONE.equals(go)) {
            leave(context.getSession(), context.getAuthenticationSession());
            context.success();
            return;
        }
        if (OtherSessions.NAME.equals(go)) {
            OtherSessions.signOut(context);
            UserMessage.of("virtualMfaSignedOutElsewhere").showAsSuccess(context.form());
        } else if (go != null) {
            DevicesPageState.ofButton(go).ifPresent(state -> state.keep(context.getAuthenticationSession()));
        } else {
            Optional<Response> again = deviceForm(context, now).flatMap(form -> form.take(posted));
            if (again.isPresent()) {
                context.challenge(again.get());
                return;
            }
            DevicesPageState.clear(context.getAuthenticationSession());
        }
        flow.changed();
        show(context, flow, now);
    }

    private static void show(RequiredActionContext context, EnrollmentFlow flow, Instant now) {
        Optional<Response> page = flow.show();
        if (page.isEmpty() && Saml2AwsClient.isCalling(context.getSession())) {
            page = Optional.of(flow.browserNeeded());
        }
        context.challenge(page.orElseGet(
                () -> deviceForm(context, now).map(DeviceForm::show).orElseGet(() -> DevicesPage.of(context))));
    }

    /** The form that the user has opened; empty for the list, also if its device is gone. */
    private static Optional<DeviceForm> deviceForm(RequiredActionContext context, Instant now) {
        DevicesPageState state = DevicesPageState.of(context.getAuthenticationSession());
        if (state.deviceId().isEmpty()) {
            return Optional.empty();
        }
        Optional<DeviceSummary> device = Devices.of(context.getSession(), context.getRealm(), context.getUser())
                .find(state.deviceId());
        if (device.isEmpty()) {
            DevicesPageState.clear(context.getAuthenticationSession());
            UserMessage.of("virtualMfaDeviceGone").showAsError(context.form());
        }
        return device.flatMap(present -> switch (state.kind()) {
            case RENAME -> Optional.of(new RenameForm(context, present, now));
            case DEACTIVATE -> Optional.of(new DeactivateForm(context, present, now));
            case RESYNC, CONFIRM -> Optional.of(new ResyncForm(context, present, now, state));
            case LIST, ADD -> Optional.empty();
        });
    }

    @Override
    public void initiatedActionCanceled(KeycloakSession session, AuthenticationSessionModel authSession) {
        leave(session, authSession);
    }

    private static void leave(KeycloakSession session, AuthenticationSessionModel authSession) {
        new PendingEnrollment(session, authSession).clear();
        DevicesPageState.clear(authSession);
        OtherSessions.withdraw(authSession);
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
