package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.device.ledger.AdministratorsLedger;
import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.AssignByCall;
import io.github.keycloakawsmfa.enroll.AssignByCall.Requester;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What an administrator does to a user's devices, by whichever door: each act that happened is one admin event. Whoever
 * calls it has made sure that the caller may.
 */
public record AdministeredDevices(AdminRequest administrator, UserModel user) {

    /** How admin events name a device. */
    public static final String RESOURCE = "AWS_MFA_DEVICE";

    /** Of {@code POST …/devices}: 201 with the secret, which is shown only this once. */
    public Response create(String name) {
        return cannotHaveOne()
                .orElseGet(() -> calls().create(name, secret -> tell(OperationType.CREATE, fields(secret.device()))));
    }

    private Optional<Response> cannotHaveOne() {
        if (user.getServiceAccountClientLink() != null) {
            return Optional.of(ErrorAnswer.of(
                    Response.Status.CONFLICT, "service_account", "A service account does not sign in with a device."));
        }
        return user.isEnabled()
                ? Optional.empty()
                : Optional.of(ErrorAnswer.of(
                        Response.Status.CONFLICT, "disabled", "The user is disabled: enable the user first."));
    }

    /** What admin events say of a device that waits. */
    public static Map<String, String> fields(UnassignedDevice device) {
        return Map.of("id", device.id(), "name", device.name());
    }

    /** Of {@code POST …/devices/ID/enable}, for a device that was created for this user. */
    public Response enable(String deviceId, TypedCodes pair) {
        return enable(calls(), deviceId, pair);
    }

    /** The same for a device that was created for nobody yet. */
    public Response enable(AssignByCall waiting, String deviceId, TypedCodes pair) {
        return cannotHaveOne()
                .orElseGet(() -> enable(
                        new DeviceCalls(session(), realm(), user, waiting, event(administrator)), deviceId, pair));
    }

    private Response enable(DeviceCalls calls, String deviceId, TypedCodes pair) {
        return calls.enable(
                deviceId,
                pair,
                device -> new AdministratorsLedger(session()).assignByAdministrator(realm(), user, device),
                name -> tell(OperationType.ACTION, Map.of("id", deviceId, "name", name), deviceId, "enable"));
    }

    /** Of {@code DELETE …/devices/ID}. */
    public Response deactivate(String deviceId) {
        Optional<UnassignedDevice> waiting = calls().assigning().forget(deviceId, ServerTime.now());
        LedgerResult<Optional<DeactivateOutcome.Deactivated>> result =
                new AdministratorsLedger(session()).deactivateByAdministrator(realm(), user, deviceId);
        Optional<String> removed = result.orElse(Optional.empty())
                .map(DeactivateOutcome.Deactivated::deviceName)
                .or(() -> waiting.map(UnassignedDevice::name));
        if (removed.isPresent()) {
            tell(OperationType.DELETE, Map.of("id", deviceId, "name", removed.get()), deviceId);
            return Response.noContent().build();
        }
        return result.fold(outcome -> ErrorAnswer.gone(), ErrorAnswer::busy, none -> ErrorAnswer.damaged());
    }

    /** Of {@code POST …/devices/ID/rename}. */
    Response rename(String deviceId, String name) {
        return calls().rename(
                        deviceId,
                        name,
                        renamed -> tell(
                                OperationType.UPDATE, Map.of("id", deviceId, "name", renamed), deviceId, "rename"));
    }

    /** Of {@code POST …/devices/ID/resync}. */
    public Response resync(String deviceId, TypedCodes codes) {
        DeviceCalls calls = calls();
        if (!calls.devices().exists(deviceId)) {
            return ErrorAnswer.gone();
        }
        ResyncCall done = ResyncCall.of(calls, codes);
        tell(OperationType.ACTION, Map.of("id", deviceId, "outcome", done.outcome()), deviceId, "resync");
        return done.response();
    }

    /** What was created for the user and waits to be enabled: none or one. */
    List<DeviceAnswer.Unassigned> pending() {
        return calls().pending();
    }

    private DeviceCalls calls() {
        return DeviceCalls.of(session(), realm(), user, Requester.ADMINISTRATOR, event(administrator));
    }

    private KeycloakSession session() {
        return administrator.session();
    }

    private RealmModel realm() {
        return administrator.realm();
    }

    /** For the user's own events. */
    public static EventBuilder event(AdminRequest administrator) {
        KeycloakSession session = administrator.session();
        return new EventBuilder(
                administrator.realm(), session, session.getContext().getConnection());
    }

    private void tell(OperationType operation, Map<String, String> what, String... below) {
        List<String> path = new ArrayList<>(List.of("aws-mfa", "users", user.getId(), "devices"));
        path.addAll(List.of(below));
        administrator.tell(operation, RESOURCE, path, what);
    }
}
