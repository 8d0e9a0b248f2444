package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.time.ServerTime;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** {@code …/aws-mfa/users/{userId}/devices}: a user's devices, as an administrator sees and changes them. */
public final class UserDevicesResource {

    private final AdminRequest administrator;
    private final String userId;
    private final ManagedUser managed;

    UserDevicesResource(AdminRequest administrator, String userId) {
        this.administrator = administrator;
        this.userId = userId;
        this.managed = new ManagedUser(administrator, userId);
    }

    /**
     * All of them, in the order in which they were assigned. Needs the right to view the user; the keys that they are
     * sealed under are shown only to callers who may view the realm.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<DeviceAnswer> list() {
        UserModel user = viewed();
        boolean withKeys = administrator.auth().realm().canViewRealm();
        return Devices.of(administrator.session(), administrator.realm(), user).list().stream()
                .map(device -> withKeys ? DeviceAnswer.of(device) : DeviceAnswer.withoutKey(device))
                .toList();
    }

    /** What was created here and waits to be enabled: none or one. Needs the right to view the user. */
    @GET
    @Path("pending")
    @Produces(MediaType.APPLICATION_JSON)
    public List<UnassignedAnswer> pending() {
        return managed.calls(viewed()).assigning().waiting(ServerTime.now()).map(UnassignedAnswer::of).stream()
                .toList();
    }

    /**
     * Creates a device that is not assigned yet: 201 with {@link CreatedAnswer}, the only time that the secret is
     * shown. One that was created before and not enabled becomes void. 400 if the name is invalid, 409 if it is taken,
     * the user has the most devices allowed, is disabled, or is a service account; 503 if the key is unavailable. Needs
     * {@link AdminRequest#managed}, and manage-realm where a first device needs a ticket.
     *
     * @param body {@code {"name": "phone"}}
     */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response create(byte[] body) {
        UserModel user = managed.forAssigning();
        String name = DeviceCalls.name(JsonBody.text(administrator.session(), body));
        if (user.getServiceAccountClientLink() != null) {
            return ErrorAnswer.of(
                    Response.Status.CONFLICT, "service_account", "A service account signs in with no device.");
        }
        if (!user.isEnabled()) {
            return ErrorAnswer.of(Response.Status.CONFLICT, "disabled", "The user is disabled: enable the user first.");
        }
        return managed.calls(user)
                .create(
                        name,
                        secret -> managed.tell(
                                OperationType.CREATE,
                                secret.device().id(),
                                "name",
                                secret.device().name()));
    }

    /** One of them, or one that waits to be enabled. */
    @Path("{deviceId}")
    public UserDeviceResource device(@PathParam("deviceId") String deviceId) {
        return new UserDeviceResource(administrator, userId, deviceId);
    }

    private UserModel viewed() {
        return administrator.viewed(userId);
    }
}
