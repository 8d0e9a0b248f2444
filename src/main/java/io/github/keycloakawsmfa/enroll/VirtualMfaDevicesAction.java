package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.login.CommandLine;
import io.github.keycloakawsmfa.login.Sentence;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The required action {@code virtual-mfa-devices}: the user's devices, to rename, add, resync and deactivate. Primary
 * authentication, and a code that the sign-in owes, come first, at every GET and every POST.
 */
final class VirtualMfaDevicesAction implements RequiredActionProvider {

    private static final String DONE = "done";

    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    /** Never by itself: somebody asks for it. */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        // Nothing to evaluate.
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        Instant now = ServerTime.now();
        if (Stage.comesBack(context, now)) {
            context.ignore();
        } else {
            show(context, now);
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Devices.beforeAct(context.getSession(), context.getRealm(), context.getUser());
        Instant now = ServerTime.now();
        MultivaluedMap<String, String> posted = context.getHttpRequest().getDecodedFormParameters();
        if (Stage.of(context, now) == Stage.DONE && !CommandLine.speaks(context.getSession())) {
            manage(context, posted, now);
        } else {
            new AssignWalk(context, now).take(posted).ifPresentOrElse(context::challenge, () -> show(context, now));
        }
    }

    private static void manage(RequiredActionContext context, MultivaluedMap<String, String> posted, Instant now) {
        String go = posted.getFirst(Step.GO);
        if (DONE.equals(go)) {
            leave(context.getSession(), context.getAuthenticationSession());
            context.success();
            return;
        }
        if (OtherSessions.NAME.equals(go)) {
            OtherSessions.signOut(context);
            Sentence.of("virtualMfaSignedOutElsewhere").showAsSuccess(context.form());
        } else if (go != null) {
            Step.ofButton(go).ifPresent(step -> step.keep(context.getAuthenticationSession()));
        } else {
            Optional<Response> again = act(context, now).flatMap(act -> act.take(posted));
            if (again.isPresent()) {
                context.challenge(again.get());
                return;
            }
            Step.clear(context.getAuthenticationSession());
        }
        show(context, now);
    }

    private static void show(RequiredActionContext context, Instant now) {
        AssignWalk walk = new AssignWalk(context, now);
        Optional<Response> page = walk.show();
        if (page.isEmpty() && CommandLine.speaks(context.getSession())) {
            page = Optional.of(walk.browserNeeded());
        }
        context.challenge(
                page.orElseGet(() -> act(context, now).map(DeviceAct::show).orElseGet(() -> DevicesPage.of(context))));
    }

    /** The form that the step leads to; empty for the list, to which a step for a device that is gone leads as well. */
    private static Optional<DeviceAct> act(RequiredActionContext context, Instant now) {
        Step step = Step.of(context.getAuthenticationSession());
        if (step.deviceId().isEmpty()) {
            return Optional.empty();
        }
        Optional<DeviceSummary> device = Devices.of(context.getSession(), context.getRealm(), context.getUser())
                .find(step.deviceId());
        if (device.isEmpty()) {
            Step.clear(context.getAuthenticationSession());
            Sentence.of("virtualMfaDeviceGone").showAsError(context.form());
        }
        return device.map(present -> act(new ManagedDevice(context, present, now), step));
    }

    private static DeviceAct act(ManagedDevice managed, Step step) {
        return switch (step.kind()) {
            case RENAME -> new RenameAct(managed);
            case DEACTIVATE -> new DeactivateAct(managed);
            default -> new ResyncAct(managed, step);
        };
    }

    @Override
    public void initiatedActionCanceled(KeycloakSession session, AuthenticationSessionModel authSession) {
        leave(session, authSession);
    }

    private static void leave(KeycloakSession session, AuthenticationSessionModel authSession) {
        new PendingNote(session, authSession).clear();
        Step.clear(authSession);
        OtherSessions.withdraw(authSession);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
