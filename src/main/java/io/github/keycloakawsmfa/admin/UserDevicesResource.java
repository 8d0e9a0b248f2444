package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.device.DeactivateOutcome;
import io.github.keycloakawsmfa.device.Devices;
import io.github.keycloakawsmfa.device.Ledger;
import io.github.keycloakawsmfa.device.ServerTime;
import io.github.keycloakawsmfa.device.SpendOutcome;
import io.github.keycloakawsmfa.device.TypedCodes;
import io.github.keycloakawsmfa.login.CodeDoor;
import io.github.keycloakawsmfa.login.MfaEvent;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** {@code …/aws-mfa/users/{userId}/devices}: a user's devices, as an administrator sees and changes them. */
public final class UserDevicesResource {

    private static final String RESOURCE = "AWS_MFA_DEVICE";

    private final Administrator administrator;
    private final String userId;

    UserDevicesResource(Administrator administrator, String userId) {
        this.administrator = administrator;
        this.userId = userId;
    }

    /** All of them, in the order in which they were assigned. Needs the right to view the user. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<DeviceAnswer> list() {
        UserModel user = administrator.user(userId);
        administrator.auth().users().requireView(user);
        administrator.requireNoQuery();
        return Devices.of(administrator.session(), administrator.realm(), user).list().stream()
                .map(DeviceAnswer::of)
                .toList();
    }

    /**
     * Takes a device away, the last one too: 204, or 404 if the user has no such device. Its evidence is worth nothing
     * from then on. Needs the right to manage the user, but no key.
     */
    @DELETE
    @Path("{deviceId}")
    public Response deactivate(@PathParam("deviceId") String deviceId) {
        UserModel user = managed();
        DeactivateOutcome outcome = new Ledger(administrator.session())
                .deactivateByAdministrator(administrator.realm(), user, deviceId, ServerTime.now());
        if (outcome instanceof DeactivateOutcome.Deactivated gone) {
            administrator.tell(OperationType.DELETE, RESOURCE, Map.of("id", deviceId, "name", gone.deviceName()));
            return Response.noContent().build();
        }
        throw outcome instanceof DeactivateOutcome.Gone ? noDevice() : Calls.busy();
    }

    /**
     * Looks where two consecutive codes of the device lie: 200 with {@link ResyncAnswer} if they were found. 400 if
     * they are no two codes, 404 if the user has no such device, 422 if they were not found (a wrong code of the
     * user's, for Keycloak's brute-force protection as well), 423 during a wait or lock, 503 if the key or the user's
     * ledger row is not to be had. The codes are spent and prove nothing: no evidence comes of them. Needs the right
     * to manage the user.
     *
     * @param body {@code {"code1": "123456", "code2": "654321"}}
     */
    @POST
    @Path("{deviceId}/resync")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response resync(@PathParam("deviceId") String deviceId, String body) {
        UserModel user = managed();
        TypedCodes codes = Calls.valid(() -> codes(body, deviceId));
        KeycloakSession session = administrator.session();
        RealmModel realm = administrator.realm();
        if (!Devices.of(session, realm, user).exists(deviceId)) {
            throw noDevice();
        }
        ResyncAnswer.Answered answered = look(session, realm, user, codes);
        administrator.tell(
                OperationType.ACTION,
                RESOURCE,
                Map.of("id", deviceId, "outcome", answered.answer().outcome()));
        return answered.response();
    }

    private static ResyncAnswer.Answered look(
            KeycloakSession session, RealmModel realm, UserModel user, TypedCodes codes) {
        EventBuilder event =
                new EventBuilder(realm, session, session.getContext().getConnection());
        CodeDoor door = new CodeDoor(session, realm, user, event, EventType.UPDATE_CREDENTIAL);
        if (door.closed().isPresent()) {
            return ResyncAnswer.closed();
        }
        SpendOutcome outcome = new Ledger(session).spend(realm, user, codes, ServerTime.now());
        if (outcome instanceof SpendOutcome.Accepted accepted) {
            MfaEvent.of(event, EventType.UPDATE_CREDENTIAL, user, "pair_accepted")
                    .detail(Details.CREDENTIAL_ID, accepted.deviceId())
                    .detail(Details.CREDENTIAL_USER_LABEL, accepted.deviceName())
                    .detail(MfaEvent.DRIFT, Long.toString(accepted.drift()))
                    .success();
        } else if (!(outcome instanceof SpendOutcome.OffsetFound)) {
            door.refused(outcome, codes.pickedDeviceId());
        }
        if (outcome instanceof SpendOutcome.NoDevice) {
            throw noDevice();
        }
        return ResyncAnswer.of(outcome);
    }

    private static TypedCodes codes(String body, String deviceId) {
        StrictJson json = StrictJson.parse(body, Set.of("code1", "code2"));
        return new TypedCodes(json.needed("code1"), json.needed("code2"), deviceId);
    }

    private UserModel managed() {
        UserModel user = administrator.user(userId);
        administrator.auth().users().requireManage(user);
        administrator.requireNoQuery();
        return user;
    }

    private static NotFoundException noDevice() {
        return new NotFoundException("The user has no such device");
    }
}
