package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.totp.TotpCode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;

/** What was typed into the wizard. */
record WizardEntry(
        String typedName, String typedCode1, String typedCode2, String typedTicket, ExistingDeviceCode currentCode) {

    static final String NAME = "deviceName";
    static final String CODE_1 = "code1";
    static final String CODE_2 = "code2";
    static final String TICKET = "ticket";

    static WizardEntry of(MultivaluedMap<String, String> posted, RequiredProof debt) {
        return new WizardEntry(
                posted.getFirst(NAME),
                posted.getFirst(CODE_1),
                posted.getFirst(CODE_2),
                posted.getFirst(TICKET),
                ExistingDeviceCode.of(posted, debt.codes()));
    }

    Optional<DeviceName> name() {
        return DeviceName.parse(typedName);
    }

    /** What is wrong with an invalid name. */
    static UserMessage notAName(String typed) {
        boolean missing = typed == null || typed.isBlank();
        return UserMessage.of(missing ? "virtualMfaNameMissing" : "virtualMfaNameMalformed");
    }

    Optional<TotpCode> code1() {
        return TotpCode.parse(typedCode1, PendingDevice.PARAMETERS.digits());
    }

    Optional<TotpCode> code2() {
        return TotpCode.parse(typedCode2, PendingDevice.PARAMETERS.digits());
    }

    /** Redacted: the codes and the ticket are not for logs. */
    @Override
    public String toString() {
        return "WizardEntry";
    }
}
