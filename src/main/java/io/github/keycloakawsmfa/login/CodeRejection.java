package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.login.CodeAnswer.Again.Tone;
import java.time.Duration;
import java.util.List;
import org.keycloak.events.Errors;

/**
 * What is reported about a code, or two consecutive ones, that did not pass.
 *
 * @param reason for the event's detail
 * @param error the event's error
 * @param answer for the user
 */
public record CodeRejection(String reason, String error, CodeAnswer answer) {

    /** Worded for one code, for two and for three. */
    private static final List<String> REFUSED =
            List.of("virtualMfaCodeRefused", "virtualMfaPairRefused", "virtualMfaTripleRefused");

    private static final List<String> REFUSED_WAIT =
            List.of("virtualMfaCodeRefusedWait", "virtualMfaPairRefusedWait", "virtualMfaTripleRefused");
    private static final List<String> MALFORMED =
            List.of("virtualMfaCodeMalformed", "virtualMfaPairMalformed", "virtualMfaTripleMalformed");

    /**
     * @param codes how many were typed, or were to be typed: 1 to 3
     * @throws IllegalArgumentException if they were accepted
     */
    public static CodeRejection of(SpendOutcome outcome, int codes) {
        int words = Math.max(1, codes) - 1;
        return outcome.fold(new SpendOutcome.Cases<>() {
            @Override
            public CodeRejection accepted(SpendOutcome.Accepted accepted) {
                throw new IllegalArgumentException("These codes were accepted");
            }

            @Override
            public CodeRejection offsetFound(SpendOutcome.OffsetFound found) {
                return new CodeRejection(
                        "offset_found",
                        Errors.INVALID_USER_CREDENTIALS,
                        new CodeAnswer.Again(ClockOffsetMessage.of(found.drift(), codes), Tone.INFO));
            }

            @Override
            public CodeRejection refused(SpendOutcome.Refused refused) {
                return wrong(refused.nextWait(), REFUSED.get(words), REFUSED_WAIT.get(words));
            }

            @Override
            public CodeRejection waiting(Duration left) {
                return new CodeRejection(
                        "waiting",
                        Errors.USER_TEMPORARILY_DISABLED,
                        new CodeAnswer.Again(CodeRejection.waiting(left), Tone.WAIT));
            }

            @Override
            public CodeRejection malformed() {
                return again("code_malformed", Errors.INVALID_INPUT, CodeRejection.malformed(codes));
            }

            @Override
            public CodeRejection sameCodeTwice() {
                return again("same_code_twice", Errors.INVALID_INPUT, UserMessage.of("virtualMfaPairSameTwice"));
            }

            @Override
            public CodeRejection pairNeeded() {
                return again("pair_needed", Errors.INVALID_INPUT, UserMessage.of("virtualMfaPairNeeded"));
            }

            @Override
            public CodeRejection noDevice() {
                return new CodeRejection("no_device", Errors.CREDENTIAL_NOT_FOUND, new CodeAnswer.NoDevice());
            }
        });
    }

    /** They could not be checked now. */
    static CodeRejection busy() {
        return again(MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR, UserMessage.of("virtualMfaBusy"));
    }

    /** They could not be checked at all. */
    static CodeRejection unavailable(String reason) {
        return new CodeRejection(reason, Errors.GENERIC_AUTHENTICATION_ERROR, new CodeAnswer.Unavailable());
    }

    /** What was typed is not a code, or not that many codes. */
    public static UserMessage malformed(int codes) {
        return UserMessage.of(MALFORMED.get(Math.max(1, codes) - 1));
    }

    /** One code or two are not checked for that long. */
    static UserMessage waiting(Duration left) {
        return UserMessage.of("virtualMfaWaiting", left);
    }

    private static CodeRejection wrong(Duration wait, String sentence, String sentenceWithWait) {
        CodeAnswer answer = wait.isZero()
                ? new CodeAnswer.Again(UserMessage.of(sentence), Tone.ERROR)
                : new CodeAnswer.Again(UserMessage.of(sentenceWithWait, wait), Tone.WAIT);
        return new CodeRejection("code_refused", Errors.INVALID_USER_CREDENTIALS, answer);
    }

    private static CodeRejection again(String reason, String error, UserMessage sentence) {
        return new CodeRejection(reason, error, new CodeAnswer.Again(sentence, Tone.ERROR));
    }
}
