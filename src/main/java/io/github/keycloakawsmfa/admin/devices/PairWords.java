package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.enroll.PairAnswer;
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
        if (why instanceof PairOutcome.SameCodeTwice) {
            return refused("pair_same_code_twice", "\"code2\" must be the code that the app shows after \"code1\".");
        }
        if (why instanceof PairOutcome.Swapped) {
            return refused("pair_swapped", "the codes are in the wrong order, \"code1\" is the later one.");
        }
        if (why instanceof PairOutcome.Gap) {
            return refused("pair_gap", "other codes lie between these two. Send one and the very next one.");
        }
        if (why instanceof PairOutcome.OnlyOneKnown) {
            return refused("pair_only_one_known", "only one of the two is a code of this device.");
        }
        if (why instanceof PairOutcome.NoneKnown) {
            return refused(
                    "pair_none_known", "neither is a code of this device. Was this very secret key put into the app?");
        }
        if (why instanceof PairOutcome.OutsideRange outside) {
            return refused(
                    "pair_outside_range",
                    "both codes are right, but the device's clock is " + ClockWords.of(outside.drift())
                            + ", or they are old. Have its time set automatically, and send two new ones.");
        }
        throw new IllegalArgumentException("No refusal: " + why.getClass().getSimpleName());
    }

    private static Response refused(String outcome, String why) {
        return ErrorAnswer.of(ErrorAnswer.UNPROCESSABLE, outcome, AWS + why);
    }
}
