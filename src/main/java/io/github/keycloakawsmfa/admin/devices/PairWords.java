package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.enroll.PairAnswer;
import io.github.keycloakawsmfa.enroll.PairMessages;
import io.github.keycloakawsmfa.totp.PairOutcome;
import jakarta.ws.rs.core.Response;

/** What is said about two codes that make no device: AWS's sentence, and then the reason. */
final class PairWords {

    private static final String AWS = "Authentication code for device is not valid: ";

    private PairWords() {}

    static Response malformed() {
        return ErrorAnswer.of(
                Response.Status.BAD_REQUEST, "code_malformed", "\"code1\" and \"code2\" must be six digits each.");
    }

    static Response of(PairAnswer.NewPairRequired again) {
        return refused(
                "pair_off",
                "both codes are right, but they are old, or the device's clock is " + ClockWords.of(again.drift())
                        + ". Send two new ones, one after the other.");
    }

    /** @throws IllegalArgumentException if the pair matched */
    static Response of(PairOutcome why) {
        return refused(
                PairMessages.reason(why),
                why.fold(
                        matched -> {
                            throw new IllegalArgumentException("No refusal: " + matched);
                        },
                        outside -> "both codes are right, but the device's clock is " + ClockWords.of(outside.drift())
                                + ", or they are old. Have its time set automatically, and send two new ones.",
                        mismatch -> switch (mismatch) {
                            case SAME_CODE_TWICE -> "\"code2\" must be the code that the app shows after \"code1\".";
                            case SWAPPED -> "the codes are in the wrong order, \"code1\" is the later one.";
                            case GAP -> "other codes lie between these two. Send one and the very next one.";
                            case ONLY_ONE_KNOWN -> "only one of the two is a code of this device.";
                            case NONE_KNOWN ->
                                "neither is a code of this device. Was this very secret key put into the app?";
                        }));
    }

    private static Response refused(String outcome, String why) {
        return ErrorAnswer.of(ErrorAnswer.UNPROCESSABLE, outcome, AWS + why);
    }
}
