package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.totp.TypedText;
import jakarta.ws.rs.core.MultivaluedMap;
import java.text.Normalizer;
import java.util.Objects;
import org.keycloak.forms.login.LoginFormsProvider;

/** What was typed into the page of a hardware token. Each text is null where its field was missing. */
record TokenPost(
        String typedSerial, String name, String code1, String code2, String ticket, ExistingDeviceCode currentCode) {

    static final String SERIAL = "serial";

    /** More than anybody types: what is longer comes back cut. */
    private static final int KEPT = 128;

    static TokenPost of(MultivaluedMap<String, String> posted, WizardProof proof) {
        return new TokenPost(
                cut(posted.getFirst(SERIAL)),
                posted.getFirst(WizardForm.NAME),
                posted.getFirst(WizardForm.CODE_1),
                posted.getFirst(WizardForm.CODE_2),
                posted.getFirst(WizardProof.TICKET),
                ExistingDeviceCode.of(posted, proof.codes()));
    }

    /** Whether it comes from another page, such as one that the browser's back button brought back. */
    boolean isFromElsewhere() {
        return typedSerial == null;
    }

    /** As printed: full-width letters are meant as plain ones, and blanks between the groups of digits are not in the file. */
    String serial() {
        return Normalizer.normalize(Objects.requireNonNullElse(typedSerial, ""), Normalizer.Form.NFKC)
                .replaceAll("\\s", "");
    }

    /** Whether the device is to be called by its serial number. */
    boolean isNameless() {
        return name == null || name.isBlank();
    }

    TypedCodes pair() {
        return TypedText.isNothing(code2) ? TypedCodes.ofField(code1, null) : TypedCodes.of(null, code1, code2);
    }

    /** Gives the page back what was typed, right or wrong. It is kept nowhere else. */
    void giveBack(LoginFormsProvider form) {
        form.setAttribute("mfaSerial", typedSerial)
                .setAttribute("mfaCode1", cut(code1))
                .setAttribute("mfaCode2", cut(code2))
                .setAttribute("mfaTicket", cut(ticket))
                .setAttribute("mfaCurrentCode", cut(currentCode.code()))
                .setAttribute("mfaCurrentCode2", cut(currentCode.next()))
                .setAttribute("mfaCurrentCode3", cut(currentCode.third()));
    }

    private static String cut(String text) {
        return text == null || text.length() <= KEPT ? text : text.substring(0, KEPT);
    }

    /** Redacted: the codes and the ticket are not for logs. */
    @Override
    public String toString() {
        return "TokenPost";
    }
}
