package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.Errors;

/**
 * What is reported about a code, or two consecutive ones, that did not pass.
 *
 * @param reason for the event's detail
 * @param error the event's error
 * @param again what the form says that is shown again; empty if the user has no such device, so that there is no form
 */
public record CodeRejection(String reason, String error, Optional<Again> again) {

    /**
     * The form again, with a sentence for the user.
     *
     * @param tone how it is said
     */
    public record Again(UserMessage sentence, Tone tone) {

        /** Whether it says that one code was wrong, and that there is a wait now. */
        boolean isOfOneCode() {
            return REFUSED_WAIT.get(0).equals(sentence.key());
        }
    }

    /** How a sentence is said. */
    enum Tone {
        /** What was typed did not pass. */
        ERROR,
        /** The same, and no code is checked for the time that the sentence states. */
        WAIT,
        /** What was typed was right, but is not enough. */
        INFO
    }

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
                return again(
                        "offset_found",
                        Errors.INVALID_USER_CREDENTIALS,
                        ClockOffsetMessage.of(found, codes),
                        Tone.INFO);
            }

            @Override
            public CodeRejection refused(SpendOutcome.Refused refused) {
                return wrong(refused.nextWait(), REFUSED.get(words), REFUSED_WAIT.get(words));
            }

            @Override
            public CodeRejection waiting(Duration left) {
                return again("waiting", Errors.USER_TEMPORARILY_DISABLED, CodeRejection.waiting(left), Tone.WAIT);
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
                return new CodeRejection("no_device", Errors.CREDENTIAL_NOT_FOUND, Optional.empty());
            }
        });
    }

    /** They could not be checked now. */
    static CodeRejection busy() {
        return again(MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR, UserMessage.of("virtualMfaBusy"));
    }

    /** What was typed is not a code, or not that many codes. */
    public static UserMessage malformed(int codes, Devices devices) {
        return CodeSource.of(devices).worded(malformed(codes));
    }

    private static UserMessage malformed(int codes) {
        return UserMessage.of(MALFORMED.get(Math.max(1, codes) - 1));
    }

    /** The same in the words for what the user has. */
    CodeRejection worded(CodeSource source) {
        return new CodeRejection(
                reason, error, again.map(said -> new Again(source.worded(said.sentence()), said.tone())));
    }

    /** One code or two are not checked for that long. */
    static UserMessage waiting(Duration left) {
        return UserMessage.of("virtualMfaWaiting", left);
    }

    private static CodeRejection wrong(Duration wait, String sentence, String sentenceWithWait) {
        return wait.isZero()
                ? again("code_refused", Errors.INVALID_USER_CREDENTIALS, UserMessage.of(sentence))
                : again(
                        "code_refused",
                        Errors.INVALID_USER_CREDENTIALS,
                        UserMessage.of(sentenceWithWait, wait),
                        Tone.WAIT);
    }

    private static CodeRejection again(String reason, String error, UserMessage sentence) {
        return again(reason, error, sentence, Tone.ERROR);
    }

    private static CodeRejection again(String reason, String error, UserMessage sentence, Tone tone) {
        return new CodeRejection(reason, error, Optional.of(new Again(sentence, tone)));
    }
}
