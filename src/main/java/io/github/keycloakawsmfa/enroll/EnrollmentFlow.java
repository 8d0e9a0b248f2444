package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.login.CodeAnswer;
import io.github.keycloakawsmfa.login.CodePage;
import io.github.keycloakawsmfa.login.CodeRequired;
import io.github.keycloakawsmfa.login.CodeStep;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.Saml2AwsClient;
import io.github.keycloakawsmfa.login.SignInAgain;
import io.github.keycloakawsmfa.login.UndeliverablePage;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/**
 * The way from a sign-in to a device, page by page; both required actions walk it. An empty answer means that nothing
 * is left to do.
 */
final class EnrollmentFlow {

    private final RequiredActionContext context;
    private final Instant now;
    private final PendingEnrollment note;

    EnrollmentFlow(RequiredActionContext context, Instant now) {
        this.context = context;
        this.now = now;
        this.note = new PendingEnrollment(context.getSession(), context.getAuthenticationSession());
    }

    /** The page for the user's state. */
    Optional<Response> show() {
        return show(EnrollmentState.of(context, now));
    }

    private Optional<Response> show(EnrollmentState state) {
        if (state == EnrollmentState.DONE) {
            return Optional.empty();
        }
        if (state == EnrollmentState.CODE) {
            if (note.isForFirst()) {
                tellOvertaken();
                note.clear();
                UserMessage.of("virtualMfaDeviceExists").showAsInfo(context.form());
            }
            return Optional.of(codePage().ask(now));
        }
        if (state == EnrollmentState.SIGN_IN_AGAIN) {
            return Optional.of(
                    SignInAgain.page(context.getSession(), context.form(), context.getEvent(), context.getUser()));
        }
        if (state == EnrollmentState.UNDELIVERABLE) {
            return UndeliverablePage.of(
                    context.getSession(),
                    context.getAuthenticationSession(),
                    context.getUser(),
                    context.getEvent(),
                    context.form());
        }
        if (Saml2AwsClient.isCalling(context.getSession())) {
            return Optional.of(browserNeeded());
        }
        return Optional.of(
                switch (state) {
                    case ASSIGNED -> AssignedPage.of(context);
                    case SIGN_IN_ONCE -> SignInOnce.page(context);
                    case OVERTAKEN -> overtaken();
                    case FULL -> full();
                    case NOT_SET_UP -> notSetUp();
                    default -> new Wizard(context, now).show();
                });
    }

    /** One POST. */
    Optional<Response> take(MultivaluedMap<String, String> posted) {
        EnrollmentState state = EnrollmentState.of(context, now);
        if (state == EnrollmentState.CODE && !note.isForFirst()) {
            return takeCode(posted);
        }
        if (Saml2AwsClient.isCalling(context.getSession())) {
            return show(state);
        }
        if (state == EnrollmentState.ASSIGNED) {
            return leaveAssigned(posted);
        }
        if (state == EnrollmentState.WIZARD) {
            return takeWizard(posted);
        }
        boolean read = (state == EnrollmentState.OVERTAKEN && note.gaveWay())
                || (state == EnrollmentState.FULL && !note.exists());
        if (read) {
            leave();
            return Optional.empty();
        }
        return show(state);
    }

    private Optional<Response> takeCode(MultivaluedMap<String, String> posted) {
        CodeAnswer answer = new CodeStep(
                        context.getSession(), context.getAuthenticationSession(), context.getUser(), context.getEvent())
                .take(posted);
        if (answer instanceof CodeAnswer.Again again) {
            return Optional.of(codePage().askAgain(again, ServerTime.now()));
        }
        if (answer instanceof CodeAnswer.Unavailable) {
            return Optional.of(InfoPage.UNAVAILABLE.page(context.getSession(), context.form()));
        }
        // Passed, or the state changed while the form was open: it decides what comes next.
        return show();
    }

    private Optional<Response> leaveAssigned(MultivaluedMap<String, String> posted) {
        if (posted.getFirst(OtherSessions.NAME) != null) {
            OtherSessions.signOut(context);
        }
        AssignedNote.clear(context.getAuthenticationSession());
        if (DevicesPageState.ofButton(posted.getFirst(DevicesPageState.GO))
                .filter(DevicesPageState.ADD::equals)
                .isEmpty()) {
            return Optional.empty();
        }
        DevicesPageState.ADD.keep(context.getAuthenticationSession());
        return show();
    }

    private Optional<Response> takeWizard(MultivaluedMap<String, String> posted) {
        boolean mayLeave =
                DevicesPageState.of(context.getAuthenticationSession()).kind() == DevicesPageState.Kind.ADD;
        if (mayLeave && posted.getFirst(DevicesPageState.GO) != null) {
            leave();
            return Optional.empty();
        }
        return new Wizard(context, now).take(posted).or(this::show);
    }

    private void leave() {
        note.clear();
        DevicesPageState.clear(context.getAuthenticationSession());
    }

    /** For a command-line client, which understands none of our pages but the code page. */
    Response browserNeeded() {
        refused(EventType.CUSTOM_REQUIRED_ACTION, "browser_needed", Errors.DISPLAY_UNSUPPORTED);
        return InfoPage.BROWSER_NEEDED.page(context.getSession(), context.form());
    }

    /** Says so, and goes on only once the user has read it. */
    private Response overtaken() {
        if (note.isForFirst()) {
            tellOvertaken();
            note.giveWay();
        }
        return InfoPage.DEVICE_EXISTS.page(context.getSession(), context.form());
    }

    /**
     * The wizard was open here for a first device while the user got one elsewhere. Its secret is then void, and codes
     * typed for it do not belong to that device: they are not checked.
     */
    private void tellOvertaken() {
        refused(EventType.UPDATE_CREDENTIAL, "device_exists", Errors.NOT_ALLOWED);
    }

    private Response full() {
        if (note.exists()) {
            note.clear();
            refused(EventType.UPDATE_CREDENTIAL, "limit_reached", Errors.NOT_ALLOWED);
        }
        return InfoPage.DEVICE_LIMIT.page(context.getSession(), context.form());
    }

    private Response notSetUp() {
        String reason = CodeRequired.inVain(
                        context.getSession(), context.getAuthenticationSession(), context.getUser(), now)
                .orElseThrow();
        refused(EventType.LOGIN, reason, Errors.GENERIC_AUTHENTICATION_ERROR);
        return InfoPage.NOT_SET_UP.page(context.getSession(), context.form());
    }

    private CodePage codePage() {
        return new CodePage(
                context.getSession(),
                context.getAuthenticationSession(),
                context.getUser(),
                context.getEvent(),
                context.form());
    }

    private void refused(EventType type, String reason, String error) {
        MfaEvent.of(context.getEvent(), type, context.getUser(), reason).error(error);
    }
}
