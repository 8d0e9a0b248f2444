package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.metrics.CodeResult;
import io.github.keycloakawsmfa.login.ClockOffsetMessage;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.totp.PairOutcome;

/** What is said about two codes. It may be plain: the secret is pending, and the user was given it. */
public final class PairMessages {

    private PairMessages() {}

    /**
     * What the wizard says.
     *
     * @throws IllegalArgumentException if the pair matched: then {@link ClockOffsetPolicy} decides
     */
    static UserMessage of(PairOutcome outcome) {
        return outcome.fold(
                matched -> {
                    throw new IllegalArgumentException("No sentence for " + matched);
                },
                outside -> ClockOffsetMessage.outsideRange(outside.drift(), PendingDevice.PARAMETERS),
                mismatch -> UserMessage.of(
                        switch (mismatch) {
                            case SAME_CODE_TWICE -> "virtualMfaPairSameTwice";
                            case SWAPPED -> "virtualMfaPairSwapped";
                            case GAP -> "virtualMfaPairGap";
                            case ONLY_ONE_KNOWN -> "virtualMfaPairOnlyOne";
                            case NONE_KNOWN -> "virtualMfaPairNone";
                        }));
    }

    /** The wizard's field that it is said at. Of the same code twice the first may be right: it waits for the next one. */
    static String field(PairOutcome outcome) {
        return outcome == PairOutcome.Mismatch.SAME_CODE_TWICE ? WizardForm.CODE_2 : WizardForm.CODES;
    }

    /**
     * The word for machines: in the event's detail, in the answer to a call, and among the metrics.
     *
     * @throws IllegalArgumentException if the pair matched
     */
    public static CodeResult reason(PairOutcome outcome) {
        return outcome.fold(
                matched -> {
                    throw new IllegalArgumentException("No reason for " + matched);
                },
                outside -> CodeResult.PAIR_OUTSIDE_RANGE,
                mismatch -> switch (mismatch) {
                    case SAME_CODE_TWICE -> CodeResult.PAIR_SAME_CODE_TWICE;
                    case SWAPPED -> CodeResult.PAIR_SWAPPED;
                    case GAP -> CodeResult.PAIR_GAP;
                    case ONLY_ONE_KNOWN -> CodeResult.PAIR_ONLY_ONE_KNOWN;
                    case NONE_KNOWN -> CodeResult.PAIR_NONE_KNOWN;
                });
    }
}
