package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.AssignByCall.Requester;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** {@code …/aws-mfa/users/{userId}/devices}: a user's devices, as an administrator sees and changes them. */
public final class UserDevicesResource {

    /** How admin events name a device. */
    private static final String RESOURCE = "AWS_MFA_DEVICE";

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
        return calls(administrator.viewed(userId)).pending();
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
        String name = DeviceCalls.name(text(body));
        if (user.getServiceAccountClientLink() != null) {
            return ErrorAnswer.of(
                    Response.Status.CONFLICT, "service_account", "A service account does not sign in with a device.");
        }
        if (!user.isEnabled()) {
            return ErrorAnswer.of(Response.Status.CONFLICT, "disabled", "The user is disabled: enable the user first.");
        }
        return calls(user)
                .create(
                        name,
                        secret -> tell(
                                OperationType.CREATE,
                                secret.device().id(),
                                "name",
                                secret.device().name()));
    }

    /**
     * Removes a device, even the last one: 204, or 404 if the user has no such device. Its evidence no longer
     * counts. One that waits to be enabled is forgotten. Needs {@link AdminRequest#managed}, but no key.
     */
    @DELETE
    @Path("{deviceId}")
    public Response deactivate(@PathParam("deviceId") String deviceId) {
        UserModel user = administrator.managed(userId);
        Optional<UnassignedDevice> waiting = calls(user).assigning().forget(deviceId, ServerTime.now());
        LedgerResult<Optional<DeactivateOutcome.Deactivated>> result = new AdministratorsLedger(administrator.session())
                .deactivateByAdministrator(administrator.realm(), user, deviceId);
        Optional<String> removed = result.orElse(Optional.empty())
                .map(DeactivateOutcome.Deactivated::deviceName)
                .or(() -> waiting.map(UnassignedDevice::name));
        if (removed.isPresent()) {
            tell(OperationType.DELETE, deviceId, "name", removed.get());
            return Response.noContent().build();
        }
        return result.fold(outcome -> ErrorAnswer.gone(), ErrorAnswer::busy, none -> ErrorAnswer.damaged());
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
        return calls(user)
                .enable(
                        deviceId,
                        codes,
                        device -> new AdministratorsLedger(administrator.session())
                                .assignByAdministrator(administrator.realm(), user, device),
                        name -> tell(OperationType.ACTION, deviceId, "name", name));
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
        String name = DeviceCalls.name(text(body));
        return calls(user).rename(deviceId, name, renamed -> tell(OperationType.UPDATE, deviceId, "name", renamed));
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
        TypedCodes codes = ResyncCall.codes(text(body), deviceId);
        DeviceCalls calls = calls(user);
        if (!calls.devices().exists(deviceId)) {
            return ErrorAnswer.gone();
        }
        ResyncCall done = ResyncCall.of(calls, codes);
        tell(OperationType.ACTION, deviceId, "outcome", done.outcome());
        return done.response();
    }

    private DeviceCalls calls(UserModel user) {
        KeycloakSession session = administrator.session();
        EventBuilder event = new EventBuilder(
                administrator.realm(), session, session.getContext().getConnection());
        return new DeviceCalls(session, administrator.realm(), user, Requester.ADMINISTRATOR, event);
    }

    private void tell(OperationType operation, String deviceId, String what, String value) {
        administrator.tell(operation, RESOURCE, Map.of("id", deviceId, what, value));
    }

    private String text(byte[] body) {
        return JsonBody.text(administrator.session(), body);
    }
}
