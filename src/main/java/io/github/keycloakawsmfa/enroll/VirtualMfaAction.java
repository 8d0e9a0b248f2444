package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.login.AssignAction;
import io.github.keycloakawsmfa.login.CodeAnswer;
import io.github.keycloakawsmfa.login.CodePage;
import io.github.keycloakawsmfa.login.CodeStep;
import io.github.keycloakawsmfa.login.CommandLine;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.MfaOwed;
import io.github.keycloakawsmfa.login.Notice;
import io.github.keycloakawsmfa.login.SignInAgain;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.common.util.Time;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The required action {@code virtual-mfa}: assigns a first device, or verifies a code where no flow asked for one. */
final class VirtualMfaAction implements RequiredActionProvider {

    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    /**
     * Asks for MFA in this authentication session only. A required action of the user would outlive the need, and fails
     * for read-only federated users.
     */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        UserModel user = context.getUser();
        if (user != null
                && user.getServiceAccountClientLink() == null
                && MfaOwed.by(context.getSession(), context.getAuthenticationSession(), user, now())) {
            context.getAuthenticationSession().addRequiredAction(AssignAction.ID);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        Stage stage = Stage.of(context, now());
        if (overtaken(context, stage)) {
            showOvertaken(context, stage);
        } else if (stage == Stage.SIGN_IN_ONCE
                && ExecuteActionsLink.setsPasswordNext(context.getAuthenticationSession())) {
            // Only puts it off: after the password the session has standing, and Keycloak comes back here.
            context.ignore();
        } else {
            show(context, stage);
        }
    }

    /** The secret that was shown goes with the user who gave up. */
    @Override
    public void initiatedActionCanceled(KeycloakSession session, AuthenticationSessionModel authSession) {
        new PendingNote(session, authSession).clear();
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Instant now = now();
        Stage stage = Stage.of(context, now);
        if (overtaken(context, stage)) {
            showOvertaken(context, stage);
        } else if (stage == Stage.ASSIGNED || stage == Stage.SECOND_DEVICE) {
            context.success();
        } else if (stage == Stage.CODE) {
            takeCode(context, now);
        } else if (stage == Stage.WIZARD && !CommandLine.speaks(context.getSession())) {
            takePair(context, now);
        } else {
            show(context, stage);
        }
    }

    private void show(RequiredActionContext context, Stage stage) {
        if (stage == Stage.DONE) {
            context.success();
        } else {
            context.challenge(page(context, stage));
        }
    }

    private Response page(RequiredActionContext context, Stage stage) {
        if (stage == Stage.CODE) {
            return codePage(context).ask(now());
        }
        if (stage == Stage.SIGN_IN_AGAIN) {
            return SignInAgain.page(context.getSession(), context.form(), context.getEvent(), context.getUser());
        }
        if (CommandLine.speaks(context.getSession())) {
            MfaEvent.of(context.getEvent(), EventType.CUSTOM_REQUIRED_ACTION, context.getUser(), "browser_needed")
                    .error(Errors.DISPLAY_UNSUPPORTED);
            return CommandLine.page(context.form());
        }
        if (stage == Stage.SIGN_IN_ONCE) {
            return SignInOnce.page(context);
        }
        if (stage == Stage.WIZARD) {
            return new Wizard(context, now()).show();
        }
        Notice notice = stage == Stage.ASSIGNED ? Notice.ASSIGNED : Notice.SECOND_DEVICE;
        return notice.page(context.form());
    }

    private void takeCode(RequiredActionContext context, Instant now) {
        MultivaluedMap<String, String> posted = context.getHttpRequest().getDecodedFormParameters();
        CodeAnswer answer = new CodeStep(
                        context.getSession(), context.getAuthenticationSession(), context.getUser(), context.getEvent())
                .take(posted, now);
        if (answer instanceof CodeAnswer.Passed) {
            show(
                    context,
                    Stage.askedFor(context.getAuthenticationSession(), context.getUser())
                            ? Stage.SECOND_DEVICE
                            : Stage.DONE);
        } else if (answer instanceof CodeAnswer.Again again) {
            context.challenge(codePage(context).askAgain(again, now));
        } else if (answer instanceof CodeAnswer.Unavailable) {
            context.challenge(Notice.UNAVAILABLE.page(context.form()));
        } else {
            // The state has moved on under the form: it says what comes now.
            show(context, Stage.of(context, now));
        }
    }

    private void takePair(RequiredActionContext context, Instant now) {
        WizardEntry entry = WizardEntry.of(context.getHttpRequest().getDecodedFormParameters());
        Optional<Response> page = new Wizard(context, now).take(entry);
        if (page.isPresent()) {
            context.challenge(page.get());
        } else {
            showOvertaken(context, Stage.of(context, now));
        }
    }

    /**
     * Whether the wizard was open here while the user got a device elsewhere. Its secret is void then, and the codes
     * that were typed for it are no codes of that device: they are not looked at.
     */
    private static boolean overtaken(RequiredActionContext context, Stage stage) {
        return (stage == Stage.CODE || stage == Stage.SECOND_DEVICE || stage == Stage.DONE) && Wizard.giveWay(context);
    }

    /** Says so, and goes on only when the user has read it. */
    private void showOvertaken(RequiredActionContext context, Stage stage) {
        context.form().setInfo("virtualMfaDeviceExists");
        show(context, stage == Stage.DONE ? Stage.SECOND_DEVICE : stage);
    }

    private static CodePage codePage(RequiredActionContext context) {
        return new CodePage(
                context.getSession(),
                context.getAuthenticationSession(),
                context.getUser(),
                context.getEvent(),
                context.form());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
