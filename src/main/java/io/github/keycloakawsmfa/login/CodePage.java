package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The page that asks for one code, or for two or three consecutive ones if one is not enough or the user chose so. Ids
 * and names for one code are Keycloak's own, because command-line clients know them: {@code form#kc-otp-login-form},
 * {@code input#otp}, radios {@code #kc-otp-credential-N}, {@code span#input-error-otp-code}. The form with several has
 * no such field: those clients would type the same code into each. The radio for any device has another id, and no value;
 * it is checked unless another one was picked. {@link Saml2AwsClient} is shown no radios, and
 * always the form for one, whose field also takes two or three codes in one text.
 *
 * @param request the request's event, which is only copied; a passed code leaves its details on it
 * @param form of the context, so that the form posts back to it
 */
public record CodePage(
        KeycloakSession session,
        AuthenticationSessionModel authSession,
        UserModel user,
        EventBuilder request,
        LoginFormsProvider form) {

    private static final Logger LOG = Logger.getLogger(CodePage.class);

    /** Name of the one code's input, and of the field its error is shown at. */
    static final String CODE = "otp";

    /** Names of the inputs of two or three consecutive codes. */
    static final String CODE_1 = "code1";

    static final String CODE_2 = "code2";
    static final String CODE_3 = "code3";

    /** The field at which the error of several codes is shown. */
    private static final String CODES = "codes";

    private static final String PICKED = "selectedCredentialId";

    private static final Comparator<DeviceSummary> LAST_USED_FIRST = Comparator.comparing(
                    (DeviceSummary device) -> device.lastUsedAt().orElse(Instant.EPOCH))
            .reversed();

    static CodePage inFlow(AuthenticationFlowContext context) {
        return new CodePage(
                context.getSession(),
                context.getAuthenticationSession(),
                context.getUser(),
                context.getEvent(),
                context.form());
    }

    /** The page as first shown: if no code is checked now, it says so. */
    public Response ask(Instant now) {
        return ask(devices(), now);
    }

    /** The same for a caller that has just read the devices. */
    Response ask(Devices devices, Instant now) {
        if (devices.problem().isPresent()) {
            return unavailable(devices.problem().get());
        }
        boolean pairNeeded = devices.needPair(now);
        Duration wait = devices.waiting(now);
        if (!wait.isZero()) {
            // Too many wrong codes are why a pair is needed, which the page says anyway.
            inform(pairNeeded ? UserMessage.of("virtualMfaWait", wait) : CodeRejection.waiting(wait));
            countDown(wait);
        }
        return show(devices, pairNeeded, now);
    }

    /** Nothing that could be typed would be checked. */
    private Response unavailable(String why) {
        LOG.errorf("No code of user %s can be checked: %s", user.getId(), why);
        return InfoPage.UNAVAILABLE.page(
                session,
                form,
                Quote.error(MfaEvent.of(request, EventType.LOGIN, user, why), Errors.GENERIC_AUTHENTICATION_ERROR));
    }

    /** The page after an attempt that did not pass. */
    Response askAgain(CodeRejection.Again again, Instant now) {
        Devices devices = devices();
        boolean pairNeeded = devices.needPair(now);
        switch (again.tone()) {
            case INFO -> inform(again.sentence());
            case WAIT -> {
                Duration wait = devices.waiting(now);
                if (again.isOfOneCode() && count(pairNeeded) > 1) {
                    // Nothing was typed into the two fields that are shown now.
                    inform(UserMessage.of("virtualMfaCodeRefusedPair", wait));
                } else {
                    refuse(again.sentence(), pairNeeded);
                }
                countDown(wait);
            }
            default -> refuse(again.sentence(), pairNeeded);
        }
        return show(devices, pairNeeded, now);
    }

    /** The device that was picked, or null for any. */
    static String picked(MultivaluedMap<String, String> posted) {
        String id = posted.getFirst(PICKED);
        return id == null || id.isBlank() ? null : id;
    }

    private void inform(UserMessage sentence) {
        sentence.giveAs("mfaInfo", form);
    }

    private void refuse(UserMessage sentence, boolean pairNeeded) {
        sentence.showAt(count(pairNeeded) > 1 ? CODES : CODE, form);
    }

    private void countDown(Duration wait) {
        form.setAttribute("mfaWaitSeconds", wait.plusMillis(999).toSeconds());
    }

    private Response show(Devices devices, boolean pairNeeded, Instant now) {
        boolean held = pairNeeded || !devices.waiting(now).isZero();
        MultivaluedMap<String, String> posted =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        int count = count(pairNeeded);
        if (pairNeeded && Saml2AwsClient.isCalling(session) && posted.containsKey(CODE)) {
            MfaEvent.of(request, EventType.LOGIN, user, "browser_needed").error(Errors.DISPLAY_UNSUPPORTED);
            return InfoPage.PAIR_IN_BROWSER.page(session, form);
        }
        choice().show(count);
        MarkedPage.focus(form, count > 1 ? CODE_1 : CODE);
        LostDevice.of(authSession.getRealm(), form).ifPresent(lost -> lost.giveTo(form));
        form.setAttribute(
                        "mfaDevices",
                        choices(
                                Saml2AwsClient.isCalling(session) ? List.of() : devices.listWithWaiting(),
                                picked(posted)))
                .setAttribute("mfaCodes", count)
                .setAttribute("mfaCodeHelp", CodeSource.of(devices).helpKey(count))
                .setAttribute("mfaPairNeeded", pairNeeded)
                .setAttribute("mfaPairOffered", choice().isOffered())
                .setAttribute("mfaTripleOffered", held);
        return MarkedPage.of(session, form, "virtual-mfa-code.ftl");
    }

    /** The last used device first. Maps, because FreeMarker as Keycloak sets it up cannot see the components of a record. */
    private static List<Map<String, Object>> choices(List<DeviceSummary> devices, String picked) {
        return devices.stream()
                .sorted(LAST_USED_FIRST)
                .map(device -> Map.<String, Object>of(
                        "id",
                        device.id(),
                        "name",
                        device.name(),
                        "picked",
                        device.id().equals(picked)))
                .toList();
    }

    private int count(boolean pairNeeded) {
        if (Saml2AwsClient.isCalling(session)) {
            return 1;
        }
        return Math.max(choice().count(), pairNeeded ? 2 : 1);
    }

    private SeriesChoice choice() {
        return new SeriesChoice(authSession);
    }

    private Devices devices() {
        return Devices.of(session, authSession.getRealm(), user);
    }
}
