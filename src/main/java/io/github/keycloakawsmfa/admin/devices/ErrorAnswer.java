package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/**
 * Why a call that changes a device was refused. Returned, not thrown: what was counted and reported on the way stays.
 *
 * @param outcome a word for machines
 * @param waitSeconds how long no code is checked; null if there is no wait
 * @param errorMessage kcadm shows this field only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErrorAnswer(
        @JsonProperty("outcome") String outcome,
        @JsonProperty("waitSeconds") Long waitSeconds,
        @JsonProperty("errorMessage") String errorMessage) {

    /** Shown to users, and to those who manage them, instead of the name of a server setting or a vault entry. */
    static final String HIDDEN = "the realm's events and the server's log tell why";

    static final String BUSY =
            "This user's devices are being changed at this moment, or the server has too much to do. Nothing happened, please try again.";

    static final int UNPROCESSABLE = 422;
    static final int LOCKED = 423;

    static Response of(int status, String outcome, String why) {
        return of(status, outcome, null, why);
    }

    static Response of(Response.Status status, String outcome, String why) {
        return of(status.getStatusCode(), outcome, null, why);
    }

    private static Response of(int status, String outcome, Duration wait, String why) {
        Long seconds =
                wait == null || wait.isZero() ? null : wait.plusMillis(999).toSeconds();
        return Response.status(status)
                .entity(new ErrorAnswer(outcome, seconds, why))
                .build();
    }

    static Response busy() {
        return of(Response.Status.SERVICE_UNAVAILABLE, "busy", BUSY);
    }

    /** @param reason names no setting and no vault entry */
    static Response unavailable(String reason) {
        return of(
                Response.Status.SERVICE_UNAVAILABLE,
                "unavailable",
                "The key that seals devices is unavailable: " + reason + ".");
    }

    /** For what the ledger could not do. */
    static Response unavailable(LedgerResult.Unavailable<?> why) {
        return why.damaged() ? damaged() : unavailable(HIDDEN);
    }

    /** For all callers: the user's record is damaged, or of a later version, and an administrator can repair it. */
    static Response damaged() {
        return of(
                Response.Status.CONFLICT,
                "record_damaged",
                "The user's MFA record cannot be read, and nothing was changed. An administrator sets it right with POST to"
                        + " .../aws-mfa/users/{id}/unlock, or by deactivating the device.");
    }

    static Response notAName() {
        return of(
                Response.Status.BAD_REQUEST,
                "name_malformed",
                "\"name\" must be 1 to 64 letters or digits of any script, inner blanks and _+=,.@- among them.");
    }

    static Response nameTaken() {
        return of(Response.Status.CONFLICT, "name_taken", "Another device of the user has this name.");
    }

    static Response limitReached() {
        return of(
                Response.Status.CONFLICT,
                "limit_reached",
                "The user has " + Devices.MOST + " devices, and may have no more.");
    }

    static Response firstDevice() {
        return of(
                Response.Status.CONFLICT,
                "first_device",
                "A first device is not assigned by a token, which any application of the user's may hold: sign in with a"
                        + " browser and assign it there, or have an administrator do it.");
    }

    /** Keycloak has locked the user. */
    static Response locked() {
        return of(LOCKED, "locked", "Keycloak's brute-force protection holds this user: no code is looked at.");
    }

    static Response gone() {
        return of(Response.Status.NOT_FOUND, "device_gone", "The user has no such device.");
    }

    /** Nothing waits under that id. */
    static Response nothingWaits() {
        return of(
                Response.Status.NOT_FOUND,
                "not_pending",
                "No device with this id waits to be enabled: it was created more than an hour ago, replaced by a newer one,"
                        + " or forgotten at a restart. Create it anew.");
    }

    /** For a device that was not assigned. */
    static Response of(AssignOutcome.NotAssigned why) {
        return switch (why) {
            case ALREADY_ASSIGNED -> of(Response.Status.CONFLICT, "already_enabled", "This device is enabled already.");
            case LIMIT_REACHED -> limitReached();
            case NAME_TAKEN -> nameTaken();
            case NO_DEVICE -> firstDevice();
            // Not owed in calls.
            case CODE_OWED, SIGN_IN_OWED, TICKET_OWED -> busy();
        };
    }

    /** For the code of a present device that a change needs, and that did not pass: shown to its owner. */
    static Response of(SpendOutcome outcome) {
        return outcome.fold(new SpendOutcome.Cases<>() {
            @Override
            public Response accepted(SpendOutcome.Accepted accepted) {
                throw new IllegalArgumentException("These codes were accepted");
            }

            @Override
            public Response offsetFound(SpendOutcome.OffsetFound found) {
                return of(
                        UNPROCESSABLE,
                        "offset_found",
                        "These are consecutive codes of a device whose clock is off. Later ones count: one, or as many as you sent.");
            }

            @Override
            public Response refused(SpendOutcome.Refused refused) {
                return of(
                        UNPROCESSABLE,
                        "code_refused",
                        refused.nextWait(),
                        "\"code\" is not valid for a device that is assigned, or was used already."
                                + (refused.counted() ? " It counts as a wrong code." : ""));
            }

            @Override
            public Response waiting(Duration left) {
                return of(
                        LOCKED,
                        "waiting",
                        left,
                        "There were too many wrong codes: one code or two are not looked at for "
                                + left.plusMillis(999).toSeconds() + " seconds, three consecutive ones (\"code\","
                                + " \"nextCode\" and \"code3\") at once.");
            }

            @Override
            public Response malformed() {
                return of(
                        Response.Status.BAD_REQUEST,
                        "code_malformed",
                        "\"code\", \"nextCode\" and \"code3\" must be six digits each.");
            }

            @Override
            public Response sameCodeTwice() {
                return of(
                        Response.Status.BAD_REQUEST,
                        "same_code_twice",
                        "\"nextCode\" must be the code that the app shows after \"code\".");
            }

            @Override
            public Response pairNeeded() {
                return of(
                        UNPROCESSABLE,
                        "pair_needed",
                        "There were so many wrong codes that one does not count: send \"code\" and \"nextCode\", two"
                                + " consecutive codes of one device.");
            }

            @Override
            public Response noDevice() {
                return firstDevice();
            }
        });
    }
}
