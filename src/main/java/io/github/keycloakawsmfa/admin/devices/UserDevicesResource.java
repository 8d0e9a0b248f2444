package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.keycloak.models.UserModel;

/** {@code …/aws-mfa/users/{userId}/devices}: a user's devices, as an administrator sees and changes them. */
public final class UserDevicesResource {

    private final AdminRequest administrator;
    private final String userId;

    UserDevicesResource(AdminRequest administrator, String userId) {
        this.administrator = administrator;
        this.userId = userId;
    }

    /**
     * All of them, in the order in which they were assigned. Needs the right to view the user; the keys that they are
     * sealed under are shown only to callers who may view the realm.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<DeviceAnswer> list() {
        UserModel user = administrator.viewed(userId);
        boolean withKeys = administrator.auth().realm().canViewRealm();
        return Devices.of(administrator.session(), administrator.realm(), user).list().stream()
                .map(device -> withKeys ? DeviceAnswer.of(device) : DeviceAnswer.withoutKey(device))
                .toList();
    }

    /** What was created here and waits to be enabled: none or one. Needs the right to view the user. */
    @GET
    @Path("pending")
    @Produces(MediaType.APPLICATION_JSON)
    public List<DeviceAnswer.Unassigned> pending() {
        return devices(administrator.viewed(userId)).pending();
    }

    /**
     * Creates a device that is not assigned yet: 201 with {@link DeviceAnswer.Created}, the only time that the secret is
     * shown. One that was created before and not enabled becomes void. 400 if the name is invalid, 409 if it is taken,
     * the user has the most devices allowed, is disabled, or is a service account; 503 if the key is unavailable. Needs
     * {@link AdminRequest#managed}, and manage-realm where a first device needs a ticket.
     *
     * @param body {@code {"name": "phone"}}
     */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response create(byte[] body) {
        UserModel user = administrator.managedForAssigning(userId);
        return devices(user).create(DeviceCalls.name(text(body)));
    }

    /**
     * Removes a device, even the last one: 204, or 404 if the user has no such device. Its evidence no longer
     * counts. One that waits to be enabled is forgotten. Needs {@link AdminRequest#managed}, but no key.
     */
    @DELETE
    @Path("{deviceId}")
    public Response deactivate(@PathParam("deviceId") String deviceId) {
        return devices(administrator.managed(userId)).deactivate(deviceId);
    }

    /**
     * Assigns a device that was created: 200 with {@link DeviceAnswer}. 404 if none waits under this id, 409 if it is
     * assigned already, its name was taken meanwhile or the user has the most devices allowed; 400 if these are not two
     * codes, 422 with {@link ErrorAnswer} if they do not fit, which counts nowhere; 503 if the key or the user's ledger
     * row is unavailable. Only 200 and 404 end the waiting. The codes are spent, and create no evidence. Needs the same
     * rights as creating.
     *
     * @param body {@code {"code1": "123456", "code2": "654321"}}
     */
    @POST
    @Path("{deviceId}/enable")
    @Produces(MediaType.APPLICATION_JSON)
    public Response enable(@PathParam("deviceId") String deviceId, byte[] body) {
        UserModel user = administrator.managedForAssigning(userId);
        TypedCodes codes = DeviceCalls.pair(StrictJson.parse(text(body), Set.of("code1", "code2")), deviceId);
        return devices(user).enable(deviceId, codes);
    }

    /**
     * Renames a device: 200 with {@link DeviceAnswer}, 400 if the name is invalid, 404 if the user has no such device,
     * 409 if the name is taken. Needs {@link AdminRequest#managed}.
     *
     * @param body {@code {"name": "old phone"}}
     */
    @POST
    @Path("{deviceId}/rename")
    @Produces(MediaType.APPLICATION_JSON)
    public Response rename(@PathParam("deviceId") String deviceId, byte[] body) {
        UserModel user = administrator.managed(userId);
        return devices(user).rename(deviceId, DeviceCalls.name(text(body)));
    }

    /**
     * Finds where two consecutive codes of the device lie: 200 with {@link ResyncCall.Found} if they were found. 400 if
     * they are not two codes, 404 if the user has no such device, 422 if they were not found (a wrong code of the
     * user's, for Keycloak's brute-force protection as well), 423 during a wait or lock, 503 if the key or the user's
     * ledger row is unavailable. The codes are spent and prove nothing: they create no evidence. Needs
     * {@link AdminRequest#managed}.
     *
     * @param body {@code {"code1": "123456", "code2": "654321"}}, and {@code code3} during a wait
     */
    @POST
    @Path("{deviceId}/resync")
    @Produces(MediaType.APPLICATION_JSON)
    public Response resync(@PathParam("deviceId") String deviceId, byte[] body) {
        UserModel user = administrator.managed(userId);
        return devices(user).resync(deviceId, ResyncCall.codes(text(body), deviceId));
    }

    private AdministeredDevices devices(UserModel user) {
        return new AdministeredDevices(administrator, user);
    }

    private String text(byte[] body) {
        return JsonBody.text(administrator.session(), body);
    }
}
