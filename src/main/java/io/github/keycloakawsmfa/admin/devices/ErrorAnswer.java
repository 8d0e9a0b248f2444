package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import jakarta.ws.rs.core.MediaType;
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
public record ErrorAnswer(
        @JsonProperty("outcome") String outcome,
        @JsonProperty("waitSeconds") Long waitSeconds,
        @JsonProperty("errorMessage") String errorMessage) {

    /** Shown to users, and to those who manage them, instead of the name of a server setting or a vault entry. */
    static final String HIDDEN = "the realm's events and the server's log tell why";

    static final int UNPROCESSABLE = 422;
    static final int LOCKED = 423;

    static Response of(int status, String outcome, String why) {
        return of(status, outcome, null, why);
    }

    public static Response of(Response.Status status, String outcome, String why) {
        return of(status.getStatusCode(), outcome, null, why);
    }

    /** @param wait how long no code is checked; null or zero for no wait */
    static Response of(int status, String outcome, Duration wait, String why) {
        Long seconds = wait == null || wait.isZero() ? null : seconds(wait);
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new ErrorAnswer(outcome, seconds, why))
                .build();
    }

    /** Rounded up. */
    static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }

    /** @param answer made here */
    static String outcomeOf(Response answer) {
        return ((ErrorAnswer) answer.getEntity()).outcome;
    }

    public static Response busy() {
        return of(
                Response.Status.SERVICE_UNAVAILABLE,
                "busy",
                "This user's devices are being changed at this moment, or the server has too much to do. Nothing happened, please try again.");
    }

    /** @param reason names no setting and no vault entry */
    static Response unavailable(String reason) {
        return of(
                Response.Status.SERVICE_UNAVAILABLE,
                "unavailable",
                "The key that seals devices is unavailable: " + reason + ".");
    }

    /** The same without a reason, which the log tells. */
    public static Response keyUnavailable() {
        return unavailable(HIDDEN);
    }

    /** For what the ledger could not do. */
    public static Response unavailable(LedgerResult.Unavailable<?> why) {
        return why.damaged() ? damaged() : unavailable(HIDDEN);
    }

    /** For all callers: the user's record is damaged, or of a later version, and an administrator can repair it. */
    static Response damaged() {
        return of(
                Response.Status.CONFLICT,
                "record_damaged",
                "The user's MFA record cannot be read, and nothing was changed. An administrator can repair it with POST to"
                        + " .../aws-mfa/users/{id}/unlock, or by deactivating the device.");
    }

    /** 404 for a hardware token. */
    public static Response noToken() {
        return of(Response.Status.NOT_FOUND, "no_token", "The realm has no hardware token with this serial number.");
    }

    public static Response notAName() {
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
                "A first device cannot be assigned with an access token, which any of the user's applications may hold: sign"
                        + " in with a browser and assign it there, or ask an administrator to assign it.");
    }

    /** Keycloak has locked the user, or the user is disabled. */
    static Response locked() {
        return of(
                LOCKED,
                "locked",
                "Keycloak's brute-force protection has locked this user, or the user is disabled: no code is checked.");
    }

    static Response gone() {
        return of(Response.Status.NOT_FOUND, "device_gone", "The user has no such device.");
    }

    /** Nothing waits under that id. */
    static Response nothingWaits() {
        return of(
                Response.Status.NOT_FOUND,
                "not_pending",
                "No device with this id is waiting to be enabled: it was created more than an hour ago, replaced by a newer"
                        + " one, or lost at a restart. Create it again.");
    }

    /** For a reminder that was not sent. */
    static Response of(Reminder.Outcome why) {
        return switch (why) {
            case BUSY -> busy();
            case RECORD_DAMAGED -> damaged();
            case MAIL_FAILED ->
                of(Response.Status.BAD_GATEWAY, why.wireName(), "The mail server did not take the mail.");
            case HAS_DEVICE -> notReminded(why, "The user has a device.");
            case REMINDED_LATELY -> notReminded(why, "The user was reminded less than six days ago.");
            case NO_DATE -> notReminded(why, "No group and no AWS role of the user has a date for a device.");
            case NO_ADDRESS -> notReminded(why, "The user has no e-mail address.");
            case DISABLED, REMINDED -> notReminded(why, "The user is disabled.");
        };
    }

    private static Response notReminded(Reminder.Outcome why, String sentence) {
        return of(Response.Status.CONFLICT, why.wireName(), sentence);
    }

    /** For a device that was not assigned. */
    public static Response of(AssignOutcome.NotAssigned why) {
        return switch (why) {
            case ALREADY_ASSIGNED -> of(Response.Status.CONFLICT, "already_enabled", "This device is enabled already.");
            case LIMIT_REACHED -> limitReached();
            case NAME_TAKEN -> nameTaken();
            case NO_DEVICE -> firstDevice();
            case NO_TOKEN ->
                of(Response.Status.CONFLICT, "no_token", "No hardware token waits under this serial number.");
            case TOKEN_RESTS ->
                of(
                        Response.Status.CONFLICT,
                        "token_rests",
                        "No code of this token counts yet: which ones its last user used is not known, or its clock is far"
                                + " ahead. It can be assigned within an hour.");
            case SECRET_PRESENT ->
                of(
                        Response.Status.CONFLICT,
                        "secret_present",
                        "The user has this secret already, as a device or as a one-time code of Keycloak's own.");
            // Not owed in calls.
            case CODE_OWED, SIGN_IN_OWED, TICKET_OWED -> busy();
        };
    }
}
