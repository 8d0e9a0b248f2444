package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.device.time.ServerTime;
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
 * {@link SelfServiceUser} for the rest.
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
    public List<UnassignedAnswer> pending() {
        return caller.requireView().calls().assigning().waiting(ServerTime.now()).map(UnassignedAnswer::of).stream()
                .toList();
    }

    /**
     * Creates one more device that is not assigned yet: 201 with {@link CreatedAnswer}, the only time that the secret
     * is shown. One that was created before and not enabled becomes void. 400 if the name is invalid, 409 if it is
     * taken, the user has the most devices allowed, or none: a first device is never assigned by a token. 503 if the
     * key is unavailable.
     *
     * @param body {@code {"name": "phone"}}
     */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response create(byte[] body) {
        DeviceCalls calls = caller.requireChange().calls();
        String name = DeviceCalls.name(JsonBody.text(caller.session(), body));
        return calls.devices().any() ? calls.create(name, secret -> {}) : ErrorAnswer.firstDevice();
    }

    /** One of them, or one that waits to be enabled. */
    @Path("{deviceId}")
    public OwnDeviceResource device(@PathParam("deviceId") String deviceId) {
        return new OwnDeviceResource(caller, deviceId);
    }
}
