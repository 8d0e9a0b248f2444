package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.time.ServerTime;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * {@code /realms/{realm}/aws-mfa/devices}: the devices of the access token's user. A token without the account's roles
 * is refused with 403, and so is, for all changes, one of a session without a browser sign-in; see
 * {@link SelfServiceUser} for the rest. No call creates evidence.
 */
public final class OwnDevicesResource {

    private final SelfServiceUser caller;

    public OwnDevicesResource(SelfServiceUser caller) {
        this.caller = caller;
    }

    /** All of them, in the order in which they were assigned. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<DeviceAnswer> list() {
        return caller.requireView().calls().devices().list().stream()
                .map(DeviceAnswer::withoutKey)
                .toList();
    }

    /** What was created here and waits to be enabled: none or one. */
    @GET
    @Path("pending")
    @Produces(MediaType.APPLICATION_JSON)
    public List<DeviceAnswer.Unassigned> pending() {
        return caller.requireView().calls().pending();
    }

    /**
     * Creates one more device that is not assigned yet: 201 with {@link DeviceAnswer.Created}, the only time that the
     * secret is shown. One that was created before and not enabled becomes void. 400 if the name is invalid, 409 if it
     * is taken, the user has the most devices allowed, or none: a first device is never assigned by a token. 503 if the
     * key is unavailable.
     *
     * @param body {@code {"name": "phone"}}
     */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response create(byte[] body) {
        DeviceCalls calls = caller.requireChange().calls();
        String name = DeviceCalls.name(text(body));
        return calls.devices().any() ? calls.create(name, secret -> {}) : ErrorAnswer.firstDevice();
    }

    /**
     * Assigns a device that was created: 200 with {@link DeviceAnswer}. 404 if none waits under this id, 409 if it is
     * assigned already, its name was taken meanwhile, the user has the most devices allowed, or no longer any; 400 for
     * malformed codes; 422 with {@link ErrorAnswer} if the two do not fit, which counts nowhere, or if the existing
     * device's code does not, which counts as a wrong code; 423 during a wait or lock; 503 if the key or the user's
     * ledger row is unavailable. Only 200 and 404 end the waiting.
     *
     * @param body {@code {"code": "111111", "code1": "123456", "code2": "654321"}}, the first one of an existing device;
     *     and {@code nextCode}, the one after it, where one does not count, and {@code code3}, the one after that, during
     *     a wait
     */
    @POST
    @Path("{deviceId}/enable")
    @Produces(MediaType.APPLICATION_JSON)
    public Response enable(@PathParam("deviceId") String deviceId, byte[] body) {
        return new PaidChange(caller.requireChange()).enable(deviceId, text(body));
    }

    /**
     * Renames a device, which costs no code: 200 with {@link DeviceAnswer}, 400 if the name is invalid, 404 if the user
     * has no such device, 409 if the name is taken.
     *
     * @param body {@code {"name": "old phone"}}
     */
    @POST
    @Path("{deviceId}/rename")
    @Produces(MediaType.APPLICATION_JSON)
    public Response rename(@PathParam("deviceId") String deviceId, byte[] body) {
        DeviceCalls calls = caller.requireChange().calls();
        return calls.rename(deviceId, DeviceCalls.name(text(body)), renamed -> {});
    }

    /**
     * Finds where two consecutive codes of the device lie, for which they themselves pay: as
     * {@link UserDevicesResource#resync}.
     *
     * @param body {@code {"code1": "123456", "code2": "654321"}}, and {@code code3} during a wait
     */
    @POST
    @Path("{deviceId}/resync")
    @Produces(MediaType.APPLICATION_JSON)
    public Response resync(@PathParam("deviceId") String deviceId, byte[] body) {
        DeviceCalls calls = caller.requireChange().calls();
        TypedCodes codes = ResyncCall.codes(text(body), deviceId);
        return calls.devices().exists(deviceId) ? ResyncCall.of(calls, codes).response() : ErrorAnswer.gone();
    }

    /**
     * Removes a device: 204. 404 if the user has no such device, 409 if it is the last one and the realm's sign-ins or
     * one of its clients ask for MFA; for the code as {@link #enable}. Not DELETE, because a code has no place in an
     * address, and a body has no meaning there (RFC 9110, section 9.3.5).
     *
     * @param body {@code {"code": "111111"}}, of any device that is assigned; and {@code nextCode} where one does not
     *     count, and {@code code3} during a wait
     */
    @POST
    @Path("{deviceId}/deactivate")
    @Produces(MediaType.APPLICATION_JSON)
    public Response deactivate(@PathParam("deviceId") String deviceId, byte[] body) {
        return new PaidChange(caller.requireChange()).deactivate(deviceId, text(body));
    }

    /** Forgets what waits to be enabled, which costs no code: 204. 404 if nothing waits, 409 if it is assigned. */
    @DELETE
    @Path("{deviceId}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response forget(@PathParam("deviceId") String deviceId) {
        DeviceCalls calls = caller.requireChange().calls();
        if (calls.assigning().forget(deviceId, ServerTime.now()).isPresent()) {
            return Response.noContent().build();
        }
        return calls.devices().exists(deviceId)
                ? ErrorAnswer.of(
                        Response.Status.CONFLICT,
                        "code_required",
                        "This device is assigned: send a code of an existing device with POST to .../deactivate.")
                : ErrorAnswer.nothingWaits();
    }

    private String text(byte[] body) {
        return JsonBody.text(caller.session(), body);
    }
}
