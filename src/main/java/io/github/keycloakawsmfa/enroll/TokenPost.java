package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.totp.TypedText;
import jakarta.ws.rs.core.MultivaluedMap;
import java.text.Normalizer;
import java.util.Objects;
import org.keycloak.forms.login.LoginFormsProvider;

/** What was typed into the page of a hardware token. Each text is null where its field was missing. */
record TokenPost(String typedSerial, String name, String code3, TypedProof proof) {

    static final String SERIAL = "serial";
    private static final String CODE_3 = "code3";

    static TokenPost of(MultivaluedMap<String, String> posted, WizardProof proof) {
        return new TokenPost(
                TypedProof.cut(posted.getFirst(SERIAL)),
                posted.getFirst(WizardForm.NAME),
                TypedProof.cut(posted.getFirst(CODE_3)),
                TypedProof.of(posted, proof.codes()));
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

    /** Two or three, in a field each or all in the first one. */
    TypedCodes codes() {
        if (!TypedText.isNothing(code3)) {
            return TypedCodes.of(null, proof.code1(), proof.code2(), code3);
        }
        return TypedText.isNothing(proof.code2())
                ? TypedCodes.ofField(proof.code1(), null)
                : TypedCodes.of(null, proof.code1(), proof.code2());
    }

    /** Redacted: codes are not for logs. */
    @Override
    public String toString() {
        return "TokenPost";
    }

    /** Gives the page back what was typed, right or wrong. It is kept nowhere else. */
    void giveBack(LoginFormsProvider form) {
        form.setAttribute("mfaSerial", typedSerial).setAttribute("mfaCode3", code3);
        proof.giveBack(form);
    }
}
