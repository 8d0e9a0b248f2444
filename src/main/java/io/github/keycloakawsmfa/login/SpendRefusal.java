package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.SpendOutcome;
import io.github.keycloakawsmfa.login.CodeAnswer.Again.Tone;
import java.time.Duration;
import org.keycloak.events.Errors;

/**
 * What is told of a code, or of two consecutive ones, that did not pass.
 *
 * @param reason for the event's detail
 * @param error the event's error
 * @param answer for the user
 */
public record SpendRefusal(String reason, String error, CodeAnswer answer) {

    /** @throws IllegalArgumentException if the code was accepted */
    public static SpendRefusal of(SpendOutcome outcome) {
        if (outcome instanceof SpendOutcome.Refused refused) {
            return refused(refused.nextWait(), "virtualMfaCodeRefused", "virtualMfaCodeRefusedWait");
        }
        if (outcome instanceof SpendOutcome.Malformed) {
            return again("code_malformed", Errors.INVALID_INPUT, Sentence.of("virtualMfaCodeMalformed"));
        }
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            return new SpendRefusal(
                    "offset_found",
                    Errors.INVALID_USER_CREDENTIALS,
                    new CodeAnswer.Again(ClockSentence.of(found.drift()), Tone.INFO));
        }
        if (outcome instanceof SpendOutcome.PairNeeded) {
            return again("pair_needed", Errors.INVALID_INPUT, Sentence.of("virtualMfaPairNeeded"));
        }
        if (outcome instanceof SpendOutcome.SameCodeTwice) {
            return again("same_code_twice", Errors.INVALID_INPUT, Sentence.of("virtualMfaPairSameTwice"));
        }
        if (outcome instanceof SpendOutcome.Waiting waiting) {
            return new SpendRefusal(
                    "waiting",
                    Errors.USER_TEMPORARILY_DISABLED,
                    new CodeAnswer.Again(waiting(waiting.left()), Tone.WAIT));
        }
        if (outcome instanceof SpendOutcome.Busy) {
            return again("busy", Errors.GENERIC_AUTHENTICATION_ERROR, Sentence.of("virtualMfaBusy"));
        }
        if (outcome instanceof SpendOutcome.NoDevice) {
            return new SpendRefusal("no_device", Errors.CREDENTIAL_NOT_FOUND, new CodeAnswer.NoDevice());
        }
        if (outcome instanceof SpendOutcome.Unavailable unavailable) {
            return new SpendRefusal(
                    unavailable.reason(), Errors.GENERIC_AUTHENTICATION_ERROR, new CodeAnswer.Unavailable());
        }
        throw new IllegalArgumentException("No refusal: " + outcome.getClass().getSimpleName());
    }

    /**
     * The same in the words for two codes.
     *
     * @throws IllegalArgumentException if they were accepted
     */
    public static SpendRefusal ofPair(SpendOutcome outcome) {
        if (outcome instanceof SpendOutcome.Refused refused) {
            return refused(refused.nextWait(), "virtualMfaPairRefused", "virtualMfaPairRefusedWait");
        }
        if (outcome instanceof SpendOutcome.Malformed) {
            return again("code_malformed", Errors.INVALID_INPUT, Sentence.of("virtualMfaPairMalformed"));
        }
        return of(outcome);
    }

    /** No code is looked at for so long. */
    static Sentence waiting(Duration left) {
        return Sentence.of("virtualMfaWaiting", left);
    }

    private static SpendRefusal refused(Duration wait, String sentence, String sentenceWithWait) {
        CodeAnswer answer = wait.isZero()
                ? new CodeAnswer.Again(Sentence.of(sentence), Tone.ERROR)
                : new CodeAnswer.Again(Sentence.of(sentenceWithWait, wait), Tone.WAIT);
        return new SpendRefusal("code_refused", Errors.INVALID_USER_CREDENTIALS, answer);
    }

    private static SpendRefusal again(String reason, String error, Sentence sentence) {
        return new SpendRefusal(reason, error, new CodeAnswer.Again(sentence, Tone.ERROR));
    }
}
