package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.util.List;

/** Where a user's codes come from, as the code page words it. */
enum CodeSource {
    /** Authenticator apps with six digits. */
    APP("virtualMfaCodeHelp"),
    /** The displays of hardware tokens. */
    TOKEN("virtualMfaCodeHelpToken"),
    /** Either, or codes of another length. */
    ANY("virtualMfaCodeHelpAny");

    private final String helpKey;

    CodeSource(String helpKey) {
        this.helpKey = helpKey;
    }

    static CodeSource of(Devices devices) {
        List<DeviceSummary> sources = devices.listWithWaiting();
        if (!sources.isEmpty()
                && sources.stream().noneMatch(device -> device.serial().isEmpty())) {
            return TOKEN;
        }
        return sources.stream().allMatch(CodeSource::isApp) ? APP : ANY;
    }

    private static boolean isApp(DeviceSummary device) {
        return device.serial().isEmpty() && device.parameters().digits() == TotpParameters.AUTHENTICATOR_APP.digits();
    }

    /** Message key of what the page asks for. */
    String helpKey() {
        return helpKey;
    }

    /** What was said about one code, where that may have another length than six. */
    CodeRejection.Again worded(CodeRejection.Again said) {
        return this != APP && said.isMalformedCode()
                ? new CodeRejection.Again(UserMessage.of("virtualMfaCodeMalformedAny"), said.tone())
                : said;
    }
}
