package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.login.CodeRejection;
import io.github.keycloakawsmfa.login.MarkedPage;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.qr.QrCode;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.services.util.CacheControlUtil;

/** The wizard as the user sees it: name, QR code, secret key, code 1, code 2, and what else is owed. */
final class WizardPage {

    /** The field that shows what is wrong with the pair. */
    static final String CODES = "codes";

    private final RequiredActionContext context;
    private final boolean signedIn;
    private final Instant now;
    private final LoginFormsProvider form;
    private final Map<String, UserMessage> errors = new LinkedHashMap<>();

    WizardPage(RequiredActionContext context, boolean signedIn, Instant now) {
        this.context = context;
        this.signedIn = signedIn;
        this.now = now;
        this.form = context.form();
    }

    WizardPage error(String field, UserMessage sentence) {
        errors.put(field, sentence);
        return this;
    }

    /** A sentence above the form, about no field. */
    WizardPage say(UserMessage sentence) {
        sentence.showAsError(form);
        return this;
    }

    /** Whether each field holds what was asked for; marks those that do not. */
    boolean accepts(WizardEntry entry, RequiredProof debt) {
        if (entry.code1().isEmpty()) {
            error(WizardEntry.CODE_1, UserMessage.of("virtualMfaCode1Malformed"));
        }
        if (entry.code2().isEmpty()) {
            error(WizardEntry.CODE_2, UserMessage.of("virtualMfaCode2Malformed"));
        }
        if (entry.name().isEmpty()) {
            error(WizardEntry.NAME, WizardEntry.notAName(entry.typedName()));
        }
        if (debt.isOfPresentDevice() && entry.currentCode().isMalformed()) {
            error(
                    ExistingDeviceCode.CODE,
                    CodeRejection.malformed(entry.currentCode().typed().codes().size()));
        }
        return errors.isEmpty();
    }

    /** Keeps the new device's codes in their fields: nothing was wrong with them. */
    WizardPage keepPair(WizardEntry entry) {
        form.setAttribute("mfaCode1", entry.typedCode1()).setAttribute("mfaCode2", entry.typedCode2());
        return this;
    }

    /** Keeps the codes of a present device: they were not checked, and are needed again at once. */
    void keepCurrentCode(WizardEntry entry) {
        form.setAttribute("mfaCurrentCode", entry.currentCode().code())
                .setAttribute("mfaCurrentCode2", entry.currentCode().next())
                .setAttribute("mfaCurrentCode3", entry.currentCode().third());
    }

    /** Keeps the ticket, right or wrong: nobody likes to copy it twice. */
    void keepTicket(WizardEntry entry) {
        form.setAttribute("mfaTicket", entry.typedTicket());
    }

    Response show(PendingDevice pending, PendingEnrollment note) {
        errors.forEach((field, sentence) -> sentence.showAt(field, form));
        // Read again: the codes of this very request may have changed what is asked for.
        Devices devices = Devices.of(context.getSession(), context.getRealm(), context.getUser());
        RequiredProof debt = RequiredProof.of(context.getRealm(), devices, signedIn, now);
        note.shownForNext(debt.isOfPresentDevice());
        // Keycloak's login pages do so already; a page with a secret does not rely on that.
        CacheControlUtil.noBackButtonCacheControlHeader(context.getSession());
        OtpAuthUri uri = pending.uri(context.getRealm(), context.getUser());
        form.setAttribute("mfaName", note.name().orElseGet(() -> freeName(devices)))
                .setAttribute("mfaQrCode", QrCode.dataUri(uri.value(), PendingDevice.QR_PIXELS))
                .setAttribute("mfaSecretKey", inGroupsOfFour(pending.secret().base32()))
                .setAttribute("mfaAsksTicket", debt == RequiredProof.TICKET)
                .setAttribute("mfaAsksCode", debt.isOfPresentDevice())
                .setAttribute("mfaCodesNeeded", debt.codes())
                .setAttribute(
                        "mfaMayLeave",
                        DevicesPageState.of(context.getAuthenticationSession()).isAdd());
        return MarkedPage.of(context.getSession(), form, "virtual-mfa-assign.ftl");
    }

    /** What to call a device for which nothing else was typed: a name that no other device of the user has. */
    private String freeName(Devices devices) {
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
