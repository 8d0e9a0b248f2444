package io.github.keycloakawsmfa.enroll;

import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * The codes that were typed for a new device, and what was typed to be let have one. Each text is null where its field was missing.
 *
 * @param code1 as it came from the form; of a token's page it may hold both
 */
record TypedProof(String code1, String code2, String ticket, ExistingDeviceCode currentCode) {

    /** More than anybody types: what is longer comes back cut. */
    private static final int KEPT = 128;

    /** @param asked how many codes of a present device the page asked for */
    static TypedProof of(MultivaluedMap<String, String> posted, int asked) {
        return new TypedProof(
                posted.getFirst(WizardForm.CODE_1),
                posted.getFirst(WizardForm.CODE_2),
                posted.getFirst(WizardProof.TICKET),
                ExistingDeviceCode.of(posted, asked));
    }

    boolean hasTicket() {
        return ticket != null && !ticket.isBlank();
    }

    /** Gives the page back what was typed, right or wrong. It is kept nowhere else. */
    void giveBack(LoginFormsProvider form) {
        form.setAttribute("mfaCode1", cut(code1))
                .setAttribute("mfaCode2", cut(code2))
                .setAttribute("mfaTicket", cut(ticket))
                .setAttribute("mfaCurrentCode", cut(currentCode.code()))
                .setAttribute("mfaCurrentCode2", cut(currentCode.next()))
                .setAttribute("mfaCurrentCode3", cut(currentCode.third()));
    }

    /** @param text may be null */
    static String cut(String text) {
        return text == null || text.length() <= KEPT ? text : text.substring(0, KEPT);
    }

    /** Redacted: the codes and the ticket are not for logs. */
    @Override
    public String toString() {
        return "TypedProof";
    }
}
