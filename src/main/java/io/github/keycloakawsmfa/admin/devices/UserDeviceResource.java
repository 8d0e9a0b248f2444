package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.device.ledger.DeactivateOutcome;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** {@code …/aws-mfa/users/{userId}/devices/{deviceId}}: one device, as an administrator changes it. */
public final class UserDeviceResource {

    private final AdminRequest administrator;
    private final String userId;
    private final String deviceId;
    private final ManagedUser managed;

    UserDeviceResource(AdminRequest administrator, String userId, String deviceId) {
        this.administrator = administrator;
        this.userId = userId;
        this.deviceId = deviceId;
        this.managed = new ManagedUser(administrator, userId);
    }

    /**
     * Removes a device, even the last one: 204, or 404 if the user has no such device. Its evidence is worth nothing
     * from then on. One that waits to be enabled is forgotten. Needs {@link AdminRequest#managed}, but no key.
     */
    @DELETE
    public Response deactivate() {
        UserModel user = administrator.managed(userId);
        Optional<UnassignedDevice> waiting = managed.calls(user).assigning().forget(deviceId, ServerTime.now());
        LedgerResult<Optional<DeactivateOutcome.Deactivated>> result =
                new Ledger(administrator.session()).deactivateByAdministrator(administrator.realm(), user, deviceId);
        Optional<String> removed = result.orElse(Optional.empty())
                .map(DeactivateOutcome.Deactivated::deviceName)
                .or(() -> waiting.map(UnassignedDevice::name));
        if (removed.isPresent()) {
            tell(OperationType.DELETE, "name", removed.get());
            return Response.noContent().build();
        }
        return result.fold(
                outcome -> {
                    throw noDevice();
                },
                ErrorAnswer::busy,
                none -> ErrorAnswer.damaged());
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
    @Path("enable")
    @Produces(MediaType.APPLICATION_JSON)
    public Response enable(byte[] body) {
        UserModel user = managed.forAssigning();
        TypedCodes codes = DeviceCalls.pair(JsonBody.text(administrator.session(), body), deviceId);
        return managed.calls(user)
                .enable(
                        deviceId,
                        codes.codes().get(0),
                        codes.codes().get(1),
                        device -> new Ledger(administrator.session())
                                .assignByAdministrator(administrator.realm(), user, device),
                        (id, name) -> tell(OperationType.ACTION, "name", name));
    }

    /**
     * Renames a device: 200 with {@link DeviceAnswer}, 400 if the name is invalid, 404 if the user has no such device,
     * 409 if the name is taken. Needs {@link AdminRequest#managed}.
     *
     * @param body {@code {"name": "old phone"}}
     */
    @POST
    @Path("rename")
    @Produces(MediaType.APPLICATION_JSON)
    public Response rename(byte[] body) {
        UserModel user = administrator.managed(userId);
        String name = DeviceCalls.name(JsonBody.text(administrator.session(), body));
        return managed.calls(user).rename(deviceId, name, renamed -> tell(OperationType.UPDATE, "name", renamed));
    }

    /**
     * Finds where two consecutive codes of the device lie: 200 with {@link ResyncAnswer} if they were found. 400 if
     * they are not two codes, 404 if the user has no such device, 422 if they were not found (a wrong code of the
     * user's, for Keycloak's brute-force protection as well), 423 during a wait or lock, 503 if the key or the user's
     * ledger row is unavailable. The codes are spent and prove nothing: they create no evidence. Needs
     * {@link AdminRequest#managed}.
     *
     * @param body {@code {"code1": "123456", "code2": "654321"}}, and {@code code3} during a wait
     */
    @POST
    @Path("resync")
    @Produces(MediaType.APPLICATION_JSON)
    public Response resync(byte[] body) {
        UserModel user = administrator.managed(userId);
        TypedCodes codes = DeviceCalls.forResync(JsonBody.text(administrator.session(), body), deviceId);
        DeviceCalls calls = managed.calls(user);
        if (!calls.devices().exists(deviceId)) {
            throw noDevice();
        }
        ResyncAnswer.Answered answered = calls.resync(codes);
        tell(OperationType.ACTION, "outcome", answered.answer().outcome());
        return answered.response();
    }

    private void tell(OperationType operation, String what, String value) {
        managed.tell(operation, deviceId, what, value);
    }

    private static NotFoundException noDevice() {
        return new NotFoundException("The user has no such device");
    }
}
