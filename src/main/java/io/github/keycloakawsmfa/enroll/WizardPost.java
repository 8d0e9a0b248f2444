package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.totp.TotpCode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;

/**
 * What was typed into the wizard. The name is null where its field was missing.
 *
 * @param open the ids of what was unfolded, parted by blanks, as the page's script tells it; null without the script
 */
record WizardPost(String name, TypedProof proof, String open) {

    private static final String OPEN = "open";

    static WizardPost of(MultivaluedMap<String, String> posted, WizardProof proof) {
        return new WizardPost(
                posted.getFirst(WizardForm.NAME),
                TypedProof.of(posted, proof.codes()),
                TypedProof.cut(posted.getFirst(OPEN)));
    }

    /** Whether it comes from another page, such as one that the browser's back button brought back. */
    boolean isFromElsewhere() {
        return name == null && proof.code1() == null && proof.code2() == null;
    }

    Optional<DeviceName> deviceName() {
        return DeviceName.parse(name);
    }

    Optional<TotpCode> firstCode() {
        return TotpCode.parse(proof.code1(), PendingDevice.PARAMETERS.digits());
    }

    Optional<TotpCode> secondCode() {
        return TotpCode.parse(proof.code2(), PendingDevice.PARAMETERS.digits());
    }

    /** Whether that part of the page was unfolded; empty if there was no script to tell. */
    Optional<Boolean> hadOpen(String id) {
        return Optional.ofNullable(open).map(ids -> List.of(ids.split(" ")).contains(id));
    }
}
