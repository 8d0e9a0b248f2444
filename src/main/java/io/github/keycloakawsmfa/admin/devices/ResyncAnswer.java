package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.Calls;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.totp.TotpParameters;
import jakarta.ws.rs.core.Response;

/**
 * What became of two consecutive codes for a resync, typed by an administrator for a user or by the user.
 *
 * @param outcome a word for machines
 * @param driftSteps device clock minus server clock, in steps of 30 seconds; null if nothing was found
 * @param driftSeconds the same in seconds
 * @param waitSeconds how long no code is checked; null if there is no wait
 * @param message what was found and what to do; null if nothing was
 * @param errorMessage why nothing was found; kcadm shows this field only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResyncAnswer(
        @JsonProperty("outcome") String outcome,
        @JsonProperty("driftSteps") Long driftSteps,
        @JsonProperty("driftSeconds") Long driftSeconds,
        @JsonProperty("waitSeconds") Long waitSeconds,
        @JsonProperty("message") String message,
        @JsonProperty("errorMessage") String errorMessage) {

    private static final long STEP_SECONDS =
            TotpParameters.AUTHENTICATOR_APP.period().toSeconds();

    private static final int UNPROCESSABLE = 422;
    private static final int LOCKED = 423;

    /** An answer and its HTTP status. */
    record Answered(int status, ResyncAnswer answer) {

        Response response() {
            return Response.status(status).entity(answer).build();
        }
    }

    static Answered of(SpendOutcome outcome) {
        if (outcome instanceof SpendOutcome.Accepted accepted) {
            return found("in_step", accepted.drift(), inStep(accepted));
        }
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            return found("offset_found", found.drift(), offset(found.drift()));
        }
        if (outcome instanceof SpendOutcome.Refused refused) {
            return refused(
                    UNPROCESSABLE,
                    "code_refused",
                    refused.nextWait().plusMillis(999).toSeconds(),
                    "These are not consecutive codes of this device from the last or next ten minutes, or they were"
                            + " used already."
                            + (refused.counted() ? " It counts as one wrong code of the user's." : ""));
        }
        if (outcome instanceof SpendOutcome.Waiting waiting) {
            long seconds = waiting.left().plusMillis(999).toSeconds();
            return refused(
                    LOCKED,
                    "waiting",
                    seconds,
                    "There were too many wrong codes: one code or two of this user are not looked at for " + seconds
                            + " seconds, three consecutive ones (with \"code3\") at once.");
        }
        if (outcome instanceof SpendOutcome.Malformed) {
            return refused(400, "code_malformed", 0, "Each code must be six digits.");
        }
        if (outcome instanceof SpendOutcome.SameCodeTwice) {
            return refused(400, "same_code_twice", 0, "\"code2\" must be the code that the app shows after \"code1\".");
        }
        if (outcome instanceof SpendOutcome.Unavailable unavailable) {
            return unavailable.damaged()
                    ? refused(
                            409,
                            "record_damaged",
                            0,
                            "The user's MFA record cannot be read: " + unavailable.reason() + ".")
                    : refused(503, "unavailable", 0, "The codes could not be checked: " + unavailable.reason() + ".");
        }
        if (outcome instanceof SpendOutcome.NoDevice) {
            return refused(404, "no_device", 0, "The user has no such device.");
        }
        if (outcome instanceof SpendOutcome.Busy) {
            return refused(503, "busy", 0, Calls.BUSY);
        }
        throw new IllegalArgumentException(
                "Not the outcome of a pair: " + outcome.getClass().getSimpleName());
    }

    /** Keycloak has locked the user, or the user is disabled. */
    static Answered closed() {
        return refused(
                LOCKED,
                "locked",
                0,
                "Keycloak's brute-force protection holds this user, or the user is disabled: no code is looked at.");
    }

    private static String inStep(SpendOutcome.Accepted accepted) {
        return "These codes are right. The device's clock is " + ClockWords.of(accepted.drift())
                + (accepted.resynced() ? ", and is followed from now on." : ", and needs no resynchronization.");
    }

    private static String offset(long drift) {
        return "These codes are right. The device's clock is " + ClockWords.of(drift)
                + ": have its time set automatically in its settings. The next code that the user types at a sign-in"
                + " within an hour confirms it, during a wait the next three; until then nothing changes.";
    }

    private static Answered found(String outcome, long drift, String message) {
        return new Answered(200, new ResyncAnswer(outcome, drift, drift * STEP_SECONDS, null, message, null));
    }

    private static Answered refused(int status, String outcome, long waitSeconds, String why) {
        return new Answered(
                status, new ResyncAnswer(outcome, null, null, waitSeconds == 0 ? null : waitSeconds, null, why));
    }
}
