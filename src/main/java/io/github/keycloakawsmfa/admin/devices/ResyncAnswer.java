package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.totp.TotpParameters;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

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

    /** @throws IllegalArgumentException if one code was not enough: a resync takes two */
    static Answered of(SpendOutcome outcome) {
        return outcome.fold(new SpendOutcome.Cases<>() {
            @Override
            public Answered accepted(SpendOutcome.Accepted accepted) {
                return found("in_step", accepted.drift(), inStep(accepted));
            }

            @Override
            public Answered offsetFound(SpendOutcome.OffsetFound found) {
                return found("offset_found", found.drift(), offset(found.drift()));
            }

            @Override
            public Answered refused(SpendOutcome.Refused refused) {
                return notFound(
                        UNPROCESSABLE,
                        "code_refused",
                        refused.nextWait().plusMillis(999).toSeconds(),
                        "These are not consecutive codes of this device from the last or next ten minutes, or they were"
                                + " used already."
                                + (refused.counted() ? " It counts as one wrong code of the user's." : ""));
            }

            @Override
            public Answered waiting(Duration left) {
                long seconds = left.plusMillis(999).toSeconds();
                return notFound(
                        LOCKED,
                        "waiting",
                        seconds,
                        "There were too many wrong codes: one code or two of this user are not looked at for " + seconds
                                + " seconds, three consecutive ones (with \"code3\") at once.");
            }

            @Override
            public Answered malformed() {
                return notFound(400, "code_malformed", 0, "Each code must be six digits.");
            }

            @Override
            public Answered sameCodeTwice() {
                return notFound(
                        400, "same_code_twice", 0, "\"code2\" must be the code that the app shows after \"code1\".");
            }

            @Override
            public Answered pairNeeded() {
                throw new IllegalArgumentException("A pair was typed");
            }

            @Override
            public Answered noDevice() {
                return notFound(404, "no_device", 0, "The user has no such device.");
            }
        });
    }

    static Answered busy() {
        return notFound(503, "busy", 0, ErrorAnswer.BUSY);
    }

    /** @param damaged whether it is the user's record that cannot be read, and not the key */
    static Answered unavailable(boolean damaged) {
        return damaged
                ? notFound(
                        409, "record_damaged", 0, "The user's MFA record cannot be read: " + ErrorAnswer.HIDDEN + ".")
                : notFound(503, "unavailable", 0, "The codes could not be checked: " + ErrorAnswer.HIDDEN + ".");
    }

    /** Keycloak has locked the user, or the user is disabled. */
    static Answered closed() {
        return notFound(
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

    private static Answered notFound(int status, String outcome, long waitSeconds, String why) {
        return new Answered(
                status, new ResyncAnswer(outcome, null, null, waitSeconds == 0 ? null : waitSeconds, null, why));
    }
}
