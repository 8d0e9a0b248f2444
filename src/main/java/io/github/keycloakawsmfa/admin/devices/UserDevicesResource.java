package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.Administrator;
import io.github.keycloakawsmfa.admin.call.Calls;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.device.Devices;
import io.github.keycloakawsmfa.device.FirstDevice;
import io.github.keycloakawsmfa.device.ServerTime;
import io.github.keycloakawsmfa.enroll.CallDoor;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** {@code …/aws-mfa/users/{userId}/devices}: a user's devices, as an administrator sees and changes them. */
public final class UserDevicesResource {

    /** As admin events name a device. */
    static final String RESOURCE = "AWS_MFA_DEVICE";

    private final Administrator administrator;
    private final String userId;

    UserDevicesResource(Administrator administrator, String userId) {
        this.administrator = administrator;
        this.userId = userId;
    }

    /**
     * All of them, in the order in which they were assigned. Needs the right to view the user; the keys that they are
     * sealed under are for those who may view the realm.
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
        return calls(viewed()).assigning().waiting(ServerTime.now()).map(UnassignedAnswer::of).stream()
                .toList();
    }

    /**
     * Creates a device that is not assigned yet: 201 with {@link CreatedAnswer}, the only time that the secret is told.
     * One that was created before and not enabled is void. 400 if that is no name, 409 if the name is taken, the user has
     * the most devices allowed, is disabled, or a service account; 503 if the key is unavailable. Needs
     * {@link Administrator#managed}, and manage-realm where a first device takes a ticket.
     *
     * @param body {@code {"name": "phone"}}
     */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response create(byte[] body) {
        UserModel user = mayAssign(administrator, userId);
        String name = Calls.valid(() -> DeviceCalls.name(JsonBody.text(administrator.session(), body)));
        if (user.getServiceAccountClientLink() != null) {
            return CallRefusal.of(
                    Response.Status.CONFLICT, "service_account", "A service account signs in with no device.");
        }
        if (!user.isEnabled()) {
            return CallRefusal.of(Response.Status.CONFLICT, "disabled", "The user is disabled: enable the user first.");
        }
        return calls(user)
                .create(
                        name,
                        secret -> administrator.tell(
                                OperationType.CREATE,
                                RESOURCE,
                                Map.of(
                                        "id", secret.device().id(),
                                        "name", secret.device().name())));
    }

    /** One of them, or one that waits to be enabled. */
    @Path("{deviceId}")
    public UserDeviceResource device(@PathParam("deviceId") String deviceId) {
        return new UserDeviceResource(administrator, userId, deviceId);
    }

    /** Who hands a device to a user where that takes a ticket has to have the rights of who makes tickets. */
    static UserModel mayAssign(Administrator administrator, String userId) {
        if (FirstDevice.of(administrator.realm()) == FirstDevice.TICKET) {
            administrator.auth().realm().requireManageRealm();
        }
        return administrator.managed(userId);
    }

    private UserModel viewed() {
        return administrator.viewed(userId);
    }

    private DeviceCalls calls(UserModel user) {
        return calls(administrator, user);
    }

    static DeviceCalls calls(Administrator administrator, UserModel user) {
        KeycloakSession session = administrator.session();
        EventBuilder event = new EventBuilder(
                administrator.realm(), session, session.getContext().getConnection());
        return new DeviceCalls(session, administrator.realm(), user, CallDoor.ADMINISTRATOR, event);
    }
}
