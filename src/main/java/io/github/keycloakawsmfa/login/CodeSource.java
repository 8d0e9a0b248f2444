package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.util.List;
import java.util.Map;

/** Where a user's codes come from, as the code page words it. */
enum CodeSource {
    /** Authenticator apps with six digits. */
    APP(List.of("virtualMfaCodeHelp", "virtualMfaCodesHelp", "virtualMfaTripleHelp"), Map.of()),
    /** The displays of hardware tokens. */
    TOKEN(helpAny("virtualMfaCodeHelpToken"), Words.OF_TOKENS),
    /** Either, or codes of another length. */
    ANY(helpAny("virtualMfaCodeHelpAny"), Words.OF_ANY_LENGTH);

    /** Never changed. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> helpKeys;

    /** Never changed. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> otherWords;

    CodeSource(List<String> helpKeys, Map<String, String> otherWords) {
        this.helpKeys = helpKeys;
        this.otherWords = otherWords;
    }

    private static List<String> helpAny(String ofOneCode) {
        return List.of(ofOneCode, "virtualMfaCodesHelpAny", "virtualMfaTripleHelpAny");
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

    /**
     * Message key of what the page asks for.
     *
     * @param codes how many, 1 to 3
     */
    String helpKey(int codes) {
        return helpKeys.get(codes - 1);
    }

    /** What is said to the owner of an app with six digits, for those who have something else. */
    UserMessage worded(UserMessage sentence) {
        return new UserMessage(otherWords.getOrDefault(sentence.key(), sentence.key()), sentence.arguments());
    }

    private static final class Words {

        static final Map<String, String> OF_ANY_LENGTH = Map.of(
                "virtualMfaCodeMalformed", "virtualMfaCodeMalformedAny",
                "virtualMfaPairMalformed", "virtualMfaPairMalformedAny",
                "virtualMfaTripleMalformed", "virtualMfaTripleMalformedAny");

        /** Nobody can set the clock of a token. */
        static final Map<String, String> OF_TOKENS = Map.of(
                "virtualMfaCodeMalformed", "virtualMfaCodeMalformedAny",
                "virtualMfaPairMalformed", "virtualMfaPairMalformedAny",
                "virtualMfaTripleMalformed", "virtualMfaTripleMalformedAny",
                "virtualMfaClockSlow", "virtualMfaClockSlowToken",
                "virtualMfaClockFast", "virtualMfaClockFastToken",
                "virtualMfaTripleClockSlow", "virtualMfaTripleClockSlowToken",
                "virtualMfaTripleClockFast", "virtualMfaTripleClockFastToken");

        private Words() {}
    }
}
