package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.SpendOutcome;
import org.keycloak.events.Errors;

/**
 * What is told of a code that did not pass.
 *
 * @param reason for the event's detail
 * @param error the event's error
 * @param answer for the user
 */
public record SpendRefusal(String reason, String error, CodeAnswer answer) {

    /** @throws IllegalArgumentException if the code was accepted */
    public static SpendRefusal of(SpendOutcome outcome) {
        if (outcome instanceof SpendOutcome.Refused) {
            return again("code_refused", Errors.INVALID_USER_CREDENTIALS, Sentence.of("virtualMfaCodeRefused"));
        }
        if (outcome instanceof SpendOutcome.Malformed) {
            return again("code_malformed", Errors.INVALID_INPUT, Sentence.of("virtualMfaCodeMalformed"));
        }
        if (outcome instanceof SpendOutcome.OffsetFound) {
            return again("offset_found", Errors.INVALID_USER_CREDENTIALS, Sentence.of("virtualMfaOneMoreCode"));
        }
        if (outcome instanceof SpendOutcome.PairNeeded) {
            return again("pair_needed", Errors.INVALID_INPUT, Sentence.of("virtualMfaPairNeeded"));
        }
        if (outcome instanceof SpendOutcome.SameCodeTwice) {
            return again("same_code_twice", Errors.INVALID_INPUT, Sentence.of("virtualMfaPairSameTwice"));
        }
        if (outcome instanceof SpendOutcome.Waiting waiting) {
            return again("waiting", Errors.USER_TEMPORARILY_DISABLED, Sentence.of("virtualMfaWaiting", waiting.left()));
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

    private static SpendRefusal again(String reason, String error, Sentence sentence) {
        return new SpendRefusal(reason, error, new CodeAnswer.Again(sentence));
    }
}
