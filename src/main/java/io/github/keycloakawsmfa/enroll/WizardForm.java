package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.login.CodeRejection;
import io.github.keycloakawsmfa.login.MarkedPage;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.qr.QrCode;
import io.github.keycloakawsmfa.totp.TotpCode;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.services.util.CacheControlUtil;

/** The wizard's form: name, QR code, secret key, code 1, code 2, and what else is required; what was typed into it. */
final class WizardForm {

    static final String NAME = "deviceName";
    static final String CODE_1 = "code1";
    static final String CODE_2 = "code2";

    /** The field that shows what is wrong with the pair. */
    static final String CODES = "codes";

    private static final List<String> FIELDS =
            List.of(NAME, CODES, CODE_1, CODE_2, WizardProof.TICKET, ExistingDeviceCode.CODE);

    private final RequiredActionContext context;
    private final PendingEnrollment note;
    private final Instant now;
    private final LoginFormsProvider form;
    private final Map<String, UserMessage> errors = new LinkedHashMap<>();

    /** What was typed. Names and tickets are null where the field was missing. */
    record Typed(String name, String code1, String code2, String ticket, ExistingDeviceCode currentCode) {

        static Typed of(MultivaluedMap<String, String> posted, WizardProof proof) {
            return new Typed(
                    posted.getFirst(NAME),
                    posted.getFirst(CODE_1),
                    posted.getFirst(CODE_2),
                    posted.getFirst(WizardProof.TICKET),
                    ExistingDeviceCode.of(posted, proof.codes()));
        }

        Optional<DeviceName> deviceName() {
            return DeviceName.parse(name);
        }

        Optional<TotpCode> firstCode() {
            return TotpCode.parse(code1, PendingDevice.PARAMETERS.digits());
        }

        Optional<TotpCode> secondCode() {
            return TotpCode.parse(code2, PendingDevice.PARAMETERS.digits());
        }

        /** Redacted: the codes and the ticket are not for logs. */
        @Override
        public String toString() {
            return "Typed";
        }
    }

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
    boolean accepts(Typed typed, WizardProof proof) {
        if (typed.firstCode().isEmpty()) {
            error(CODE_1, UserMessage.of("virtualMfaCode1Malformed"));
        }
        if (typed.secondCode().isEmpty()) {
            error(CODE_2, UserMessage.of("virtualMfaCode2Malformed"));
        }
        if (typed.deviceName().isEmpty()) {
            error(NAME, notAName(typed.name()));
        }
        if (proof.isOfPresentDevice() && typed.currentCode().isMalformed()) {
            error(
                    ExistingDeviceCode.CODE,
                    CodeRejection.malformed(typed.currentCode().typed().codes().size()));
        }
        return errors.isEmpty();
    }

    /** What is wrong with an invalid name. */
    static UserMessage notAName(String typed) {
        boolean missing = typed == null || typed.isBlank();
        return UserMessage.of(missing ? "virtualMfaNameMissing" : "virtualMfaNameMalformed");
    }

    /** Keeps the new device's codes in their fields: nothing was wrong with them. */
    void keepPair(Typed typed) {
        form.setAttribute("mfaCode1", typed.code1()).setAttribute("mfaCode2", typed.code2());
    }

    /** Keeps the codes of a present device: they were not checked, and are needed again at once. */
    void keepCurrentCode(Typed typed) {
        form.setAttribute("mfaCurrentCode", typed.currentCode().code())
                .setAttribute("mfaCurrentCode2", typed.currentCode().next())
                .setAttribute("mfaCurrentCode3", typed.currentCode().third());
    }

    /** Keeps the ticket, right or wrong: nobody likes to copy it twice. */
    void keepTicket(Typed typed) {
        form.setAttribute("mfaTicket", typed.ticket());
    }

    Response show(PendingDevice pending) {
        errors.forEach((field, sentence) -> sentence.showAt(field, form));
        MarkedPage.focus(form, focus());
        // Decided again: the codes of this very request may have changed what is asked for.
        WizardProof proof = new WizardProof(context, now);
        note.shownForNext(proof.isOfPresentDevice());
        // Keycloak's login pages do so already; a page with a secret does not rely on that.
        CacheControlUtil.noBackButtonCacheControlHeader(context.getSession());
        OtpAuthUri uri = pending.uri(context.getRealm(), context.getUser());
        form.setAttribute("mfaName", note.name().orElseGet(this::freeName))
                .setAttribute("mfaQrCode", QrCode.dataUri(uri.value(), PendingDevice.QR_PIXELS))
                .setAttribute("mfaSecretKey", inGroupsOfFour(pending.secret().base32()))
                .setAttribute("mfaAsksTicket", proof.isTicket())
                .setAttribute("mfaAsksCode", proof.isOfPresentDevice())
                .setAttribute("mfaCodesNeeded", proof.codes())
                .setAttribute(
                        "mfaMayLeave",
                        DevicesPageState.of(context.getAuthenticationSession()).isAdd());
        return MarkedPage.of(context.getSession(), form, "virtual-mfa-assign.ftl");
    }

    /** The first field that something is wrong with, from top to bottom. */
    private String focus() {
        return FIELDS.stream()
                .filter(errors::containsKey)
                .findFirst()
                .map(field -> field.equals(CODES) ? CODE_1 : field)
                .orElse(NAME);
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
