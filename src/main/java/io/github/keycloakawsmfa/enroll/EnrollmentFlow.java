package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.login.CodePage;
import io.github.keycloakawsmfa.login.CodeRequired;
import io.github.keycloakawsmfa.login.CodeStep;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.Quote;
import io.github.keycloakawsmfa.login.Saml2AwsClient;
import io.github.keycloakawsmfa.login.SignInAgain;
import io.github.keycloakawsmfa.login.UndeliverablePage;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;

/**
 * The way from a sign-in to a device, page by page; both required actions walk it. Where the user stands is decided
 * once for each page that is shown and for each POST. An empty answer means that nothing is left to do.
 */
final class EnrollmentFlow {

    private final RequiredActionContext context;
    private final Instant now;
    private final PendingEnrollment note;

    /** Null until it is decided, and again once an act may have changed it. */
    private EnrollmentState state;

    EnrollmentFlow(RequiredActionContext context, Instant now) {
        this.context = context;
        this.now = now;
        this.note = new PendingEnrollment(context.getSession(), context.getAuthenticationSession());
    }

    EnrollmentState state() {
        if (state == null) {
            state = EnrollmentState.of(context, now);
        }
        return state;
    }

    /** Something was done: where the user stands is to be decided again. */
    void changed() {
        state = null;
    }

    /**
     * Whether the action only has to wait: once the user has set the password that the same mailed link asks for, they
     * are authenticated, and Keycloak comes back.
     */
    boolean comesBack() {
        return ExecuteActionsLink.setsPasswordNext(context.getAuthenticationSession())
                && state() == EnrollmentState.SIGN_IN_ONCE;
    }

    /** The page for the user's state. */
    Optional<Response> show() {
        return switch (state()) {
            case DONE -> Optional.empty();
            case CODE -> Optional.of(askForCode());
            case SIGN_IN_AGAIN ->
                Optional.of(
                        SignInAgain.page(context.getSession(), context.form(), context.getEvent(), context.getUser()));
            case UNDELIVERABLE ->
                UndeliverablePage.of(
                        context.getSession(),
                        context.getAuthenticationSession(),
                        context.getUser(),
                        context.getEvent(),
                        context.form());
            case ASSIGNED -> inBrowser(() -> AssignedPage.of(context));
            case SIGN_IN_ONCE -> inBrowser(() -> ExecuteActionsLink.end(context));
            case OVERTAKEN -> inBrowser(this::overtaken);
            case FULL -> inBrowser(() -> DeviceLimitPage.of(context, note));
            case NOT_SET_UP -> inBrowser(this::notSetUp);
            case WIZARD -> inBrowser(() -> new ChosenWizard(context, now).show());
        };
    }

    private Optional<Response> inBrowser(Supplier<Response> page) {
        return Optional.of(Saml2AwsClient.isCalling(context.getSession()) ? browserNeeded() : page.get());
    }

    /** One POST. */
    Optional<Response> take(MultivaluedMap<String, String> posted) {
        if (state() == EnrollmentState.CODE && !note.isForFirst()) {
            return takeCode(posted);
        }
        if (Saml2AwsClient.isCalling(context.getSession())) {
            return show();
        }
        return switch (state()) {
            case ASSIGNED -> leaveAssigned(posted);
            case WIZARD -> takeWizard(posted);
            case OVERTAKEN -> note.gaveWay() ? leave() : show();
            case FULL -> note.exists() ? show() : leaveFull(posted);
            case SIGN_IN_ONCE, SIGN_IN_AGAIN, NOT_SET_UP, CODE, UNDELIVERABLE, DONE -> show();
        };
    }

    private Optional<Response> takeCode(MultivaluedMap<String, String> posted) {
        // Where the code did not pass because something changed while the form was open, the new state decides, too.
        return new CodeStep(codePage()).take(posted, this::showChanged, this::showChanged, this::showChanged);
    }

    private Optional<Response> leaveAssigned(MultivaluedMap<String, String> posted) {
        boolean another = AssignedPage.close(context, posted);
        changed();
        return another ? show() : Optional.empty();
    }

    private Optional<Response> takeWizard(MultivaluedMap<String, String> posted) {
        if (TokenChoice.follow(context, posted)) {
            return showChanged();
        }
        boolean mayLeave =
                DevicesPageState.of(context.getAuthenticationSession()).isAdd();
        if (mayLeave && posted.getFirst(DevicesPageState.GO) != null) {
            return leave();
        }
        if (NotNow.isPressed(posted)) {
            return new PuttingOff(context, now).take(this::leave, this::showChanged);
        }
        return new ChosenWizard(context, now).take(posted).or(this::showChanged);
    }

    private Optional<Response> leave() {
        note.clear();
        TokenChoice.clear(context.getAuthenticationSession());
        DevicesPageState.clear(context.getAuthenticationSession());
        changed();
        return Optional.empty();
    }

    private Optional<Response> leaveFull(MultivaluedMap<String, String> posted) {
        DeviceLimitPage.close(context, posted);
        return leave();
    }

    private Optional<Response> showChanged() {
        changed();
        return show();
    }

    /** For a command-line client, which understands none of our pages but the code page. */
    Response browserNeeded() {
        event(EventType.CUSTOM_REQUIRED_ACTION, "browser_needed").error(Errors.DISPLAY_UNSUPPORTED);
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
        event(EventType.UPDATE_CREDENTIAL, "device_exists").error(Errors.NOT_ALLOWED);
    }

    private Response notSetUp() {
        String reason = CodeRequired.inVain(
                        context.getSession(), context.getAuthenticationSession(), context.getUser(), now)
                .orElseThrow();
        return InfoPage.NOT_SET_UP.page(
                context.getSession(),
                context.form(),
                Quote.error(event(EventType.LOGIN, reason), Errors.GENERIC_AUTHENTICATION_ERROR));
    }

    private Response askForCode() {
        if (note.isForFirst()) {
            tellOvertaken();
            note.clear();
            UserMessage.of("virtualMfaDeviceExists").showAsInfo(context.form());
        }
        return codePage().ask(now);
    }

    private CodePage codePage() {
        return new CodePage(
                context.getSession(),
                context.getAuthenticationSession(),
                context.getUser(),
                context.getEvent(),
                context.form());
    }

    private EventBuilder event(EventType type, String reason) {
        return MfaEvent.of(context.getEvent(), type, context.getUser(), reason);
    }
}
