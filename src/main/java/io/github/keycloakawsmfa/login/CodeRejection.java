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
        if (outcome instanceof SpendOutcome.Refused refused) {
            return refused(refused.nextWait(), REFUSED.get(words), REFUSED_WAIT.get(words));
        }
        if (outcome instanceof SpendOutcome.Malformed) {
            return again("code_malformed", Errors.INVALID_INPUT, malformed(codes));
        }
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            return new CodeRejection(
                    "offset_found",
                    Errors.INVALID_USER_CREDENTIALS,
                    new CodeAnswer.Again(ClockOffsetMessage.of(found.drift(), codes), Tone.INFO));
        }
        if (outcome instanceof SpendOutcome.PairNeeded) {
            return again("pair_needed", Errors.INVALID_INPUT, UserMessage.of("virtualMfaPairNeeded"));
        }
        if (outcome instanceof SpendOutcome.SameCodeTwice) {
            return again("same_code_twice", Errors.INVALID_INPUT, UserMessage.of("virtualMfaPairSameTwice"));
        }
        if (outcome instanceof SpendOutcome.Waiting waiting) {
            return new CodeRejection(
                    "waiting",
                    Errors.USER_TEMPORARILY_DISABLED,
                    new CodeAnswer.Again(waiting(waiting.left()), Tone.WAIT));
        }
        if (outcome instanceof SpendOutcome.Busy) {
            return again(MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR, UserMessage.of("virtualMfaBusy"));
        }
        if (outcome instanceof SpendOutcome.NoDevice) {
            return new CodeRejection("no_device", Errors.CREDENTIAL_NOT_FOUND, new CodeAnswer.NoDevice());
        }
        if (outcome instanceof SpendOutcome.Unavailable unavailable) {
            return new CodeRejection(
                    unavailable.reason(), Errors.GENERIC_AUTHENTICATION_ERROR, new CodeAnswer.Unavailable());
        }
        throw new IllegalArgumentException("No refusal: " + outcome.getClass().getSimpleName());
    }

    /** What was typed is not a code, or not that many codes. */
    public static UserMessage malformed(int codes) {
        return UserMessage.of(MALFORMED.get(Math.max(1, codes) - 1));
    }

    /** One code or two are not checked for that long. */
    static UserMessage waiting(Duration left) {
        return UserMessage.of("virtualMfaWaiting", left);
    }

    private static CodeRejection refused(Duration wait, String sentence, String sentenceWithWait) {
        CodeAnswer answer = wait.isZero()
                ? new CodeAnswer.Again(UserMessage.of(sentence), Tone.ERROR)
                : new CodeAnswer.Again(UserMessage.of(sentenceWithWait, wait), Tone.WAIT);
        return new CodeRejection("code_refused", Errors.INVALID_USER_CREDENTIALS, answer);
    }

    private static CodeRejection again(String reason, String error, UserMessage sentence) {
        return new CodeRejection(reason, error, new CodeAnswer.Again(sentence, Tone.ERROR));
    }
}
