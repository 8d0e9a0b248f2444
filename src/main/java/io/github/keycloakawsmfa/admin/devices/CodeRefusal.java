package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.enroll.PairMessages;
import io.github.keycloakawsmfa.totp.PairOutcome;
import io.github.keycloakawsmfa.totp.TotpParameters;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Why codes in a call did not pass. */
final class CodeRefusal {

    private CodeRefusal() {}

    /** For the code of an existing device, which a change needs, and which did not pass. */
    static Response of(SpendOutcome outcome) {
        return of(outcome, "\"code\" is not valid for a device that is assigned, or was used already.");
    }

    /**
     * For codes that did not pass.
     *
     * @param notValid what is said of those that are not valid
     * @throws IllegalArgumentException if they were accepted
     */
    static Response of(SpendOutcome outcome, String notValid) {
        return outcome.fold(new SpendOutcome.Cases<>() {
            @Override
            public Response accepted(SpendOutcome.Accepted accepted) {
                throw new IllegalArgumentException("These codes were accepted");
            }

            @Override
            public Response offsetFound(SpendOutcome.OffsetFound found) {
                return ErrorAnswer.of(
                        ErrorAnswer.UNPROCESSABLE,
                        "offset_found",
                        "These are consecutive codes of a device whose clock is off. Later ones count: one, or as many as you sent.");
            }

            @Override
            public Response refused(SpendOutcome.Refused refused) {
                String counts = refused.counted() ? " This counts as a wrong code." : "";
                return ErrorAnswer.of(ErrorAnswer.UNPROCESSABLE, "code_refused", refused.nextWait(), notValid + counts);
            }

            @Override
            public Response waiting(Duration left) {
                return ErrorAnswer.of(
                        ErrorAnswer.LOCKED,
                        "waiting",
                        left,
                        "There were too many wrong codes: for " + ErrorAnswer.seconds(left)
                                + " seconds only three consecutive codes"
                                + " are checked, the third of them in \"code3\".");
            }

            @Override
            public Response malformed() {
                return ErrorAnswer.of(
                        Response.Status.BAD_REQUEST,
                        "code_malformed",
                        "Each code must be six digits, or eight where the device shows eight.");
            }

            @Override
            public Response sameCodeTwice() {
                return ErrorAnswer.of(
                        Response.Status.BAD_REQUEST,
                        "same_code_twice",
                        "The same code was sent twice: after one code, send the next one that the app shows.");
            }

            @Override
            public Response pairNeeded() {
                return ErrorAnswer.of(
                        ErrorAnswer.UNPROCESSABLE,
                        "pair_needed",
                        "There were so many wrong codes that one does not count: send \"code\" and \"nextCode\", two"
                                + " consecutive codes of one device.");
            }

            @Override
            public Response noDevice() {
                return ErrorAnswer.gone();
            }
        });
    }

    static Response malformedPair() {
        return ErrorAnswer.of(
                Response.Status.BAD_REQUEST, "code_malformed", "\"code1\" and \"code2\" must be six digits each.");
    }

    /** Two codes of a device that is being assigned are right, but late or from a clock that is off. */
    static Response newPairRequired(long drift) {
        return notAPair(
                "pair_off",
                "both codes are right, but they are old, or the device's clock is " + clock(drift)
                        + ". Send two new ones, one after the other.");
    }

    /**
     * Two codes make no device.
     *
     * @throws IllegalArgumentException if the pair matched
     */
    static Response of(PairOutcome why) {
        return notAPair(PairMessages.reason(why).wireName(), reason(why));
    }

    private static String reason(PairOutcome why) {
        return why.fold(
                matched -> {
                    throw new IllegalArgumentException("Not wrong: " + matched);
                },
                outside -> "both codes are right, but the device's clock is " + clock(outside.drift())
                        + ", or they are old. Have its time set automatically, and send two new ones.",
                mismatch -> switch (mismatch) {
                    case SAME_CODE_TWICE -> "\"code2\" must be the code that the app shows after \"code1\".";
                    case SWAPPED -> "the codes are in the wrong order: \"code1\" is the later one.";
                    case GAP -> "other codes lie between these two. Send one and the very next one.";
                    case ONLY_ONE_KNOWN -> "only one of the two is a code of this device.";
                    case NONE_KNOWN -> "neither is a code of this device. Does the app have this secret key?";
                });
    }

    /** Of a device that was created by a call, which is always an app's. */
    private static String clock(long drift) {
        return DeviceAnswer.clock(drift, TotpParameters.AUTHENTICATOR_APP);
    }

    /** AWS's sentence, and then why. */
    private static Response notAPair(String outcome, String why) {
        return ErrorAnswer.of(
                ErrorAnswer.UNPROCESSABLE, outcome, "Authentication code for device is not valid: " + why);
    }
}
