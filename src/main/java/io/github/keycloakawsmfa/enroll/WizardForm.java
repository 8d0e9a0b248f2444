package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.login.MarkedPage;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.qr.QrCode;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.services.util.CacheControlUtil;

/** The wizard's form: QR code, secret key, name, code 1, code 2, and what else is required; what is wrong with it. */
final class WizardForm {

    static final String NAME = "deviceName";
    static final String CODE_1 = "code1";
    static final String CODE_2 = "code2";

    /** The field that shows what is wrong with the pair. */
    static final String CODES = "codes";

    private static final List<String> FIELDS =
            List.of(WizardProof.TICKET, NAME, CODES, CODE_1, CODE_2, ExistingDeviceCode.CODE);

    private final RequiredActionContext context;
    private final PendingEnrollment note;
    private final Instant now;
    private final LoginFormsProvider form;
    private final Map<String, UserMessage> errors = new LinkedHashMap<>();
    private Optional<WizardPost> post = Optional.empty();

    WizardForm(RequiredActionContext context, PendingEnrollment note, Instant now) {
        this.context = context;
        this.note = note;
        this.now = now;
        this.form = context.form();
    }

    WizardForm error(String field, UserMessage sentence) {
        errors.put(field, sentence);
        return this;
    }

    /** A sentence above the form, about no field. */
    WizardForm say(UserMessage sentence) {
        sentence.showAsError(form);
        return this;
    }

    /** Whether each field holds what was asked for; marks those that do not. */
    boolean accepts(WizardPost typed, WizardProof proof) {
        if (typed.firstCode().isEmpty()) {
            error(CODE_1, UserMessage.of("virtualMfaCode1Malformed"));
        }
        if (typed.secondCode().isEmpty()) {
            error(CODE_2, UserMessage.of("virtualMfaCode2Malformed"));
        }
        if (typed.deviceName().isEmpty()) {
            error(NAME, notAName(typed.name()));
        }
        proof.malformed(typed.proof()).ifPresent(sentence -> error(ExistingDeviceCode.CODE, sentence));
        return errors.isEmpty();
    }

    /** Users without a ticket are told so by the first answer, before they have set up the app for nothing. */
    void askForTicket(WizardPost typed, WizardProof proof) {
        if (proof.lacksTicket(typed.proof())) {
            error(WizardProof.TICKET, UserMessage.of("virtualMfaTicketMissing"));
        }
    }

    /** What is wrong with an invalid name. */
    static UserMessage notAName(String typed) {
        boolean missing = typed == null || typed.isBlank();
        return UserMessage.of(missing ? "virtualMfaNameMissing" : "virtualMfaNameMalformed");
    }

    /** Shows again what was typed, right or wrong: nobody likes to type it twice. */
    void keep(WizardPost typed) {
        post = Optional.of(typed);
        typed.proof().giveBack(form);
    }

    /** But not the codes of a present device: they are refused, or spent. */
    void dropCurrentCode() {
        Stream.of("mfaCurrentCode", "mfaCurrentCode2", "mfaCurrentCode3").forEach(code -> form.setAttribute(code, ""));
    }

    Response show(PendingDevice pending) {
        errors.forEach((field, sentence) -> sentence.showAt(field, form));
        // Decided again: the codes of this very request may have changed what is asked for.
        WizardProof proof = new WizardProof(context, now);
        focus(proof).ifPresent(field -> MarkedPage.focus(form, field));
        note.shownForNext(proof.isOfPresentDevice());
        // Keycloak's login pages do so already; a page with a secret does not rely on that.
        CacheControlUtil.noBackButtonCacheControlHeader(context.getSession());
        giveSecret(pending);
        NotNow.giveTo(form, context, now);
        form.setAttribute("mfaUser", context.getUser().getUsername())
                .setAttribute("mfaName", note.name().orElseGet(this::freeName))
                .setAttribute("mfaMillisLeft", PendingDevice.leftInStep(now).toMillis())
                .setAttribute("mfaAsksTicket", proof.isTicket())
                .setAttribute("mfaTokens", TokenChoice.isOffered(context))
                .setAttribute("mfaAsksCode", proof.isOfPresentDevice())
                .setAttribute("mfaCodesNeeded", proof.codes())
                .setAttribute(
                        "mfaMayLeave",
                        DevicesPageState.of(context.getAuthenticationSession()).isAdd());
        return MarkedPage.of(context.getSession(), form, "virtual-mfa-assign.ftl");
    }

    /** The secret in its three forms, and what the app's entry will be called. */
    private void giveSecret(PendingDevice pending) {
        OtpAuthUri uri = pending.uri(context.getRealm(), context.getUser());
        form.setAttribute("mfaAppUri", uri.value())
                .setAttribute("mfaEntryIssuer", uri.shownIssuer())
                .setAttribute("mfaEntryAccount", uri.shownAccount())
                .setAttribute("mfaQrCode", QrCode.dataUri(uri.value(), PendingDevice.QR_MODULE_PIXELS))
                .setAttribute("mfaQrCodeOpen", isOpen("virtual-mfa-qr-code"))
                .setAttribute("mfaSecretKey", inGroupsOfFour(pending.secret().base32()))
                .setAttribute("mfaSecretKeyOpen", isOpen("virtual-mfa-secret-key"));
    }

    /** What was unfolded stays so. Without a script to tell, both are, once codes were wrong: they may be another secret's. */
    private boolean isOpen(String part) {
        return post.map(typed -> typed.hadOpen(part)
                        .orElse(Stream.of(CODES, CODE_1, CODE_2).anyMatch(errors::containsKey)))
                .orElse(false);
    }

    /** The first field that something is wrong with, from top to bottom. A fresh page is read from its top. */
    private Optional<String> focus(WizardProof proof) {
        return FIELDS.stream()
                .filter(errors::containsKey)
                .findFirst()
                .map(field -> field.equals(CODES) ? CODE_1 : field)
                .or(() -> Optional.of(WizardProof.TICKET).filter(ticket -> proof.isTicket() && post.isEmpty()));
    }

    /** What to call a device for which nothing else was typed: a name that no other device of the user has. */
    private String freeName() {
        Devices devices = Devices.of(context.getSession(), context.getRealm(), context.getUser());
        String name = form.getMessage("virtualMfaDefaultName");
        return IntStream.rangeClosed(1, devices.list().size() + 1)
                .mapToObj(number -> number == 1 ? name : name + " " + number)
                .filter(free -> devices.list().stream()
                        .noneMatch(device -> device.name().equalsIgnoreCase(free)))
                .findFirst()
                .orElse(name);
    }

    static String inGroupsOfFour(String base32) {
        return base32.replaceAll("(.{4})(?!$)", "$1 ");
    }
}
