package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.totp.TotpCode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * What was typed into the wizard. Each text is null where its field was missing.
 *
 * @param open the ids of what was unfolded, parted by blanks, as the page's script tells it; null without the script
 */
record WizardPost(String name, String code1, String code2, String ticket, ExistingDeviceCode currentCode, String open) {

    private static final String OPEN = "open";

    /** More than anybody types: what is longer comes back cut. */
    private static final int KEPT = 128;

    static WizardPost of(MultivaluedMap<String, String> posted, WizardProof proof) {
        return new WizardPost(
                posted.getFirst(WizardForm.NAME),
                posted.getFirst(WizardForm.CODE_1),
                posted.getFirst(WizardForm.CODE_2),
                posted.getFirst(WizardProof.TICKET),
                ExistingDeviceCode.of(posted, proof.codes()),
                cut(posted.getFirst(OPEN)));
    }

    /** Whether it comes from another page, such as one that the browser's back button brought back. */
    boolean isFromElsewhere() {
        return name == null && code1 == null && code2 == null;
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

    /** Whether that part of the page was unfolded; empty if there was no script to tell. */
    Optional<Boolean> hadOpen(String id) {
        return Optional.ofNullable(open).map(ids -> List.of(ids.split(" ")).contains(id));
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

    private static String cut(String text) {
        return text == null || text.length() <= KEPT ? text : text.substring(0, KEPT);
    }

    /** Redacted: the codes and the ticket are not for logs. */
    @Override
    public String toString() {
        return "WizardPost";
    }
}
