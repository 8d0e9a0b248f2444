package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.DeviceSummary;
import io.github.keycloakawsmfa.device.Devices;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The page that asks for one code, or for two consecutive ones where one is not enough or the user chose so. Ids and
 * names for one code are Keycloak's own ones, for command-line clients know them: {@code form#kc-otp-login-form}, {@code
 * input#otp}, radios {@code #kc-otp-credential-N}, {@code span#input-error-otp-code}. The form with two has no such
 * field: those clients would type the same code into each. {@link CommandLine} is shown no radios.
 */
public final class CodePage {

    /** Name of the one code's input, and of the field its error is shown at. */
    static final String CODE = "otp";

    /** Names of the inputs of two consecutive codes. */
    static final String CODE_1 = "code1";

    static final String CODE_2 = "code2";

    /** The field at which the error of two codes is shown. */
    private static final String CODES = "codes";

    private static final String PICKED = "selectedCredentialId";

    private final KeycloakSession session;
    private final AuthenticationSessionModel authSession;
    private final UserModel user;
    private final EventBuilder request;
    private final LoginFormsProvider form;

    /**
     * @param request the request's event, which is only copied
     * @param form of the context, so that the form posts back to it
     */
    public CodePage(
            KeycloakSession session,
            AuthenticationSessionModel authSession,
            UserModel user,
            EventBuilder request,
            LoginFormsProvider form) {
        this.session = session;
        this.authSession = authSession;
        this.user = user;
        this.request = request;
        this.form = form;
    }

    /** The page as it is first shown: if no code is looked at now, it says so. */
    public Response ask(Instant now) {
        return ask(devices(), now);
    }

    /** The same for a caller who has just read the devices. */
    Response ask(Devices devices, Instant now) {
        boolean pairNeeded = devices.needPair(now);
        Duration wait = devices.waiting(now);
        if (!wait.isZero()) {
            // That there were too many wrong codes is why a pair is needed, which the page says anyway.
            inform(pairNeeded ? Sentence.of("virtualMfaWait", wait) : SpendRefusal.waiting(wait));
            countDown(wait);
        }
        return show(devices, pairNeeded);
    }

    /** The page after what did not pass. */
    public Response askAgain(CodeAnswer.Again again, Instant now) {
        Devices devices = devices();
        boolean pairNeeded = devices.needPair(now);
        switch (again.tone()) {
            case INFO -> inform(again.sentence());
            case WAIT -> {
                refuse(again.sentence(), pairNeeded);
                countDown(devices.waiting(now));
            }
            default -> refuse(again.sentence(), pairNeeded);
        }
        return show(devices, pairNeeded);
    }

    /** The device that was picked, or null for any. */
    static String picked(MultivaluedMap<String, String> posted) {
        String id = posted.getFirst(PICKED);
        return id == null || id.isBlank() ? null : id;
    }

    private void inform(Sentence sentence) {
        form.setAttribute("mfaInfo", form.getMessage(sentence.key(), sentence.worded(form)));
    }

    private void refuse(Sentence sentence, boolean pairNeeded) {
        form.addError(sentence.on(asksForPair(pairNeeded) ? CODES : CODE, form));
    }

    private void countDown(Duration wait) {
        form.setAttribute("mfaWaitSeconds", wait.plusMillis(999).toSeconds());
    }

    private Response show(Devices devices, boolean pairNeeded) {
        boolean pair = asksForPair(pairNeeded);
        if (pair && CommandLine.speaks(session)) {
            MfaEvent.of(request, EventType.LOGIN, user, "browser_needed").error(Errors.DISPLAY_UNSUPPORTED);
            return Notice.PAIR_IN_BROWSER.page(session, form);
        }
        String picked = picked(session.getContext().getHttpRequest().getDecodedFormParameters());
        return form.setAttribute(
                        "mfaDevices", choices(CommandLine.speaks(session) ? List.of() : devices.list(), picked))
                .setAttribute("mfaPair", pair)
                .setAttribute("mfaPairNeeded", pairNeeded)
                .setAttribute("mfaPairOffered", choice().isOffered())
                .createForm("virtual-mfa-code.ftl");
    }

    /** Maps, for FreeMarker as Keycloak sets it up sees no components of a record. */
    private static List<Map<String, Object>> choices(List<DeviceSummary> devices, String picked) {
        return devices.stream()
                .map(device -> Map.<String, Object>of(
                        "id",
                        device.id(),
                        "name",
                        device.name(),
                        "picked",
                        device.id().equals(picked)))
                .toList();
    }

    private boolean asksForPair(boolean pairNeeded) {
        return pairNeeded || choice().isMade();
    }

    private PairChoice choice() {
        return new PairChoice(authSession);
    }

    private Devices devices() {
        return Devices.of(session, authSession.getRealm(), user);
    }
}
