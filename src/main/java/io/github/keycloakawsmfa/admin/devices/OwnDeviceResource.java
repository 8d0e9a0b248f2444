package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome;
import io.github.keycloakawsmfa.device.ledger.DeactivateOutcome.NotDeactivated;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.MfaRequired;
import io.github.keycloakawsmfa.login.CodeAttemptGuard;
import io.github.keycloakawsmfa.login.MfaEvent;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/**
 * {@code /realms/{realm}/aws-mfa/devices/{deviceId}}: a user's own device. Adding or removing a device is paid with a
 * code of an existing one, in the same call (rule S6). No call creates evidence.
 */
public final class OwnDeviceResource {

    private final SelfServiceUser caller;
    private final String deviceId;

    OwnDeviceResource(SelfServiceUser caller, String deviceId) {
        this.caller = caller;
        this.deviceId = deviceId;
    }

    /**
     * Assigns a device that was created: 200 with {@link DeviceAnswer}. 404 if none waits under this id, 409 if it is
     * assigned already, its name was taken meanwhile, the user has the most devices allowed, or no longer any; 400 for
     * malformed codes; 422 with {@link ErrorAnswer} if the two do not fit, which counts nowhere, or if the present
     * device's code does not, which counts as a wrong code; 423 during a wait or lock; 503 if the key or the user's
     * ledger row is unavailable. Only 200 and 404 end the waiting.
     *
     * @param body {@code {"code": "111111", "code1": "123456", "code2": "654321"}}, the first one of a present device; and
     *     {@code nextCode}, the one after it, where one does not count, and {@code code3}, the one after that, during a wait
     */
    @POST
    @Path("enable")
    @Produces(MediaType.APPLICATION_JSON)
    public Response enable(byte[] body) {
        caller.requireChange();
        StrictJson json = StrictJson.parse(JsonBody.text(caller.session(), body), PresentCode.and("code1", "code2"));
        TypedCodes present = PresentCode.of(json);
        String code1 = json.needed("code1");
        String code2 = json.needed("code2");
        CodeAttemptGuard door = door(caller, EventType.UPDATE_CREDENTIAL);
        if (door.closed().isPresent()) {
            return ErrorAnswer.locked();
        }
        return caller.calls()
                .enable(deviceId, code1, code2, device -> assign(caller, door, device, present), (id, name) -> {});
    }

    private static LedgerResult<AssignOutcome> assign(
            SelfServiceUser caller, CodeAttemptGuard door, NewDevice device, TypedCodes present) {
        return new Ledger(caller.session())
                .assignNext(caller.realm(), caller.user(), device, present)
                .map(outcome -> {
                    if (outcome instanceof AssignOutcome.ProofRejected rejected) {
                        door.refused(rejected.why(), present);
                    }
                    return outcome;
                });
    }

    /**
     * Renames a device, which costs no code: 200 with {@link DeviceAnswer}, 400 if the name is invalid, 404 if the user
     * has no such device, 409 if the name is taken.
     *
     * @param body {@code {"name": "old phone"}}
     */
    @POST
    @Path("rename")
    @Produces(MediaType.APPLICATION_JSON)
    public Response rename(byte[] body) {
        caller.requireChange();
        String name = DeviceCalls.name(JsonBody.text(caller.session(), body));
        return caller.calls().rename(deviceId, name, renamed -> {});
    }

    /**
     * Finds where two consecutive codes of the device lie, for which they themselves pay: as
     * {@link UserDeviceResource#resync}.
     *
     * @param body {@code {"code1": "123456", "code2": "654321"}}, and {@code code3} during a wait
     */
    @POST
    @Path("resync")
    @Produces(MediaType.APPLICATION_JSON)
    public Response resync(byte[] body) {
        DeviceCalls calls = caller.requireChange().calls();
        TypedCodes codes = DeviceCalls.forResync(JsonBody.text(caller.session(), body), deviceId);
        return calls.devices().exists(deviceId) ? calls.resync(codes).response() : ErrorAnswer.gone();
    }

    /**
     * Removes a device: 204. 404 if the user has no such device, 409 if it is the last one and the realm's sign-ins or
     * one of its clients ask for MFA; for the code as {@link #enable}. Not DELETE, because a code has no place in an
     * address, and a body has no meaning there (RFC 9110, section 9.3.5).
     *
     * @param body {@code {"code": "111111"}}, of any device that is assigned; and {@code nextCode} where one does not count, and
     *     {@code code3} during a wait
     */
    @POST
    @Path("deactivate")
    @Produces(MediaType.APPLICATION_JSON)
    public Response deactivate(byte[] body) {
        caller.requireChange();
        TypedCodes codes = PresentCode.of(StrictJson.parse(JsonBody.text(caller.session(), body), PresentCode.and()));
        CodeAttemptGuard door = door(caller, EventType.REMOVE_CREDENTIAL);
        if (door.closed().isPresent()) {
            return ErrorAnswer.locked();
        }
        boolean lastMayGo = !MfaRequired.in(caller.session(), caller.realm());
        return new Ledger(caller.session())
                .deactivate(caller.realm(), caller.user(), deviceId, codes, lastMayGo)
                .fold(
                        outcome -> outcome.fold(
                                deactivated -> Response.noContent().build(),
                                why -> {
                                    door.refused(why, codes);
                                    return ErrorAnswer.of(why);
                                },
                                this::notDeactivated),
                        () -> {
                            door.busy(codes);
                            return ErrorAnswer.busy();
                        },
                        none -> {
                            door.unavailable(none.reason(), codes);
                            return ErrorAnswer.unavailable(none);
                        });
    }

    private Response notDeactivated(NotDeactivated why) {
        return switch (why) {
            case GONE -> ErrorAnswer.gone();
            case LAST_DEVICE -> {
                MfaEvent.of(caller.event(), EventType.REMOVE_CREDENTIAL, caller.user(), "last_device")
                        .detail(Details.CREDENTIAL_ID, deviceId)
                        .error(Errors.NOT_ALLOWED);
                yield ErrorAnswer.of(
                        Response.Status.CONFLICT,
                        "last_device",
                        "This is the only device, and the realm asks for MFA: add another one first.");
            }
        };
    }

    /** Forgets what waits to be enabled, which costs no code: 204. 404 if nothing waits, 409 if it is assigned. */
    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    public Response forget() {
        DeviceCalls calls = caller.requireChange().calls();
        if (calls.assigning().forget(deviceId, ServerTime.now()).isPresent()) {
            return Response.noContent().build();
        }
        return calls.devices().exists(deviceId)
                ? ErrorAnswer.of(
                        Response.Status.CONFLICT,
                        "code_required",
                        "This device is assigned: send a code of a present device with POST to .../deactivate.")
                : ErrorAnswer.nothingWaits();
    }

    private static CodeAttemptGuard door(SelfServiceUser caller, EventType type) {
        return new CodeAttemptGuard(caller.session(), caller.realm(), caller.user(), caller.event(), type);
    }
}
