package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.login.MarkedPage;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;

/** The form for a hardware token: serial number, name, two codes or three, and what else is required; what is wrong with it. */
final class TokenForm {

    private static final List<String> FIELDS =
            List.of(WizardProof.TICKET, TokenPost.SERIAL, WizardForm.NAME, WizardForm.CODES, ExistingDeviceCode.CODE);

    private final RequiredActionContext context;
    private final PendingEnrollment note;
    private final Instant now;
    private final LoginFormsProvider form;
    private final Map<String, UserMessage> errors = new LinkedHashMap<>();

    TokenForm(RequiredActionContext context, PendingEnrollment note, Instant now) {
        this.context = context;
        this.note = note;
        this.now = now;
        this.form = context.form();
    }

    void error(String field, UserMessage sentence) {
        errors.put(field, sentence);
    }

    /** Whether each field holds what was asked for; marks those that do not. */
    boolean accepts(TokenPost typed, WizardProof proof) {
        if (typed.serial().isEmpty()) {
            error(TokenPost.SERIAL, UserMessage.of("virtualMfaTokenSerialMissing"));
        }
        if (!typed.isNameless() && DeviceName.parse(typed.name()).isEmpty()) {
            error(WizardForm.NAME, WizardForm.notAName(typed.name()));
        }
        if (!typed.codes().isSeries() || !typed.codes().areWellFormed()) {
            error(WizardForm.CODES, UserMessage.of("virtualMfaTokenCodesMalformed"));
        }
        proof.malformed(typed.proof()).ifPresent(sentence -> error(ExistingDeviceCode.CODE, sentence));
        if (proof.lacksTicket(typed.proof())) {
            error(WizardProof.TICKET, UserMessage.of("virtualMfaTicketMissing"));
        }
        return errors.isEmpty();
    }

    /** Shows again what was typed, right or wrong. */
    void keep(TokenPost typed) {
        typed.giveBack(form);
    }

    /** But not the codes of a present device: they are refused, or spent. */
    void dropCurrentCode() {
        Stream.of("mfaCurrentCode", "mfaCurrentCode2", "mfaCurrentCode3").forEach(code -> form.setAttribute(code, ""));
    }

    Response show() {
        errors.forEach((field, sentence) -> sentence.showAt(field, form));
        // Decided again: the codes of this very request may have changed what is asked for.
        WizardProof proof = new WizardProof(context, now);
        focus().ifPresent(field -> MarkedPage.focus(form, field));
        note.shownForNext(proof.isOfPresentDevice());
        form.setAttribute("mfaUser", context.getUser().getUsername())
                .setAttribute("mfaName", note.name().orElse(""))
                .setAttribute("mfaAsksTicket", proof.isTicket())
                .setAttribute("mfaAsksCode", proof.isOfPresentDevice())
                .setAttribute("mfaCodesNeeded", proof.codes())
                .setAttribute("mfaAsksThree", isWaiting());
        return MarkedPage.of(context.getSession(), form, "virtual-mfa-token.ftl");
    }

    /** Three codes are looked at even now. */
    private boolean isWaiting() {
        return !Devices.of(context.getSession(), context.getRealm(), context.getUser())
                .waiting(now)
                .isZero();
    }

    private Optional<String> focus() {
        return FIELDS.stream()
                .filter(errors::containsKey)
                .findFirst()
                .map(field -> field.equals(WizardForm.CODES) ? WizardForm.CODE_1 : field);
    }
}
