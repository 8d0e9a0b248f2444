package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.devices.AdministeredDevices;
import io.github.keycloakawsmfa.aws.model.MfaSerial;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.AssignByCall;
import io.github.keycloakawsmfa.enroll.RealmDevices;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** Enabling, resynchronizing, deactivating and deleting a device: IAM's names for what our own calls do. */
final class DeviceActions {

    private static final String SERIAL_NUMBER = "SerialNumber";
    private static final String USER_NAME = "UserName";
    private static final String CODE1 = "AuthenticationCode1";
    private static final String CODE2 = "AuthenticationCode2";

    private DeviceActions() {}

    /** A device that was created for this user, or for nobody yet. */
    static Response enable(IamCall call) {
        call.requireOnly(USER_NAME, SERIAL_NUMBER, CODE1, CODE2);
        String serialNumber = call.needed(SERIAL_NUMBER);
        String code1 = call.needed(CODE1);
        String code2 = call.needed(CODE2);
        IamUser user = call.user().managedForAssigning();
        Instant now = ServerTime.now();
        MfaSerial serial = virtual(call, user, serialNumber);
        AdministeredDevices devices = new AdministeredDevices(call.administrator(), user.model());
        if (serial.user().isPresent()) {
            String id = user.waiting(serial, now)
                    .orElseThrow(() -> notWaiting(user, serialNumber))
                    .id();
            return answer(call, devices.enable(id, TypedCodes.of(id, code1, code2)));
        }
        RealmDevices realmDevices = realmDevices(call);
        UnassignedDevice waiting = named(realmDevices, serial, now).orElseThrow(() -> notWaiting(user, serialNumber));
        AssignByCall assigning = realmDevices
                .assigning(waiting.id(), user.model(), AdministeredDevices.event(call.administrator()), now)
                .orElseThrow(() -> notWaiting(user, serialNumber));
        return answer(call, devices.enable(assigning, waiting.id(), TypedCodes.of(waiting.id(), code1, code2)));
    }

    /** Two consecutive codes show where the clock of a device is. */
    static Response resync(IamCall call) {
        call.requireOnly(USER_NAME, SERIAL_NUMBER, CODE1, CODE2);
        String serialNumber = call.needed(SERIAL_NUMBER);
        String code1 = call.needed(CODE1);
        String code2 = call.needed(CODE2);
        IamUser user = call.user().managed();
        String id = device(user, serialNumber).id();
        AdministeredDevices devices = new AdministeredDevices(call.administrator(), user.model());
        return answer(call, devices.resync(id, TypedCodes.of(id, code1, code2)));
    }

    /** Takes a device from its user, who is named by {@code UserName} or in the serial number. */
    static Response deactivate(IamCall call) {
        call.requireOnly(USER_NAME, SERIAL_NUMBER);
        String serialNumber = call.needed(SERIAL_NUMBER);
        Optional<String> inSerial = call.account().parse(serialNumber).flatMap(MfaSerial::user);
        String username = call.parameters()
                .text(USER_NAME)
                .or(() -> inSerial)
                .orElseThrow(() -> IamException.invalid("UserName is missing: a service account has no devices."));
        IamUser user = call.user(username).managed();
        DeviceSummary device = device(user, serialNumber);
        Response response = new AdministeredDevices(call.administrator(), user.model()).deactivate(device.id());
        if (isDone(response)) {
            deactivated(call).note(user.model().getId(), serialNumbers(call, user, device));
        }
        return answer(call, response);
    }

    /** Forgets a device that nobody has yet, or that was deactivated; one that somebody has must be deactivated first. */
    static Response delete(IamCall call) {
        call.requireOnly(SERIAL_NUMBER);
        String serialNumber = call.needed(SERIAL_NUMBER);
        MfaSerial serial = call.account().parse(serialNumber).orElseThrow(() -> none(serialNumber));
        Instant now = ServerTime.now();
        return serial.user()
                .map(name -> deleteOf(call, call.user(name).managed(), serial, now))
                .orElseGet(() -> deleteOfNobody(call, serial, now));
    }

    private static Response deleteOf(IamCall call, IamUser user, MfaSerial serial, Instant now) {
        if (user.device(serial.arn()).isPresent()) {
            throw new IamException(
                    IamError.DELETE_CONFLICT,
                    "MFA device " + serial.arn() + " is enabled: it must be deactivated before it can be deleted.");
        }
        return user.waiting(serial, now)
                .map(waiting -> answer(
                        call, new AdministeredDevices(call.administrator(), user.model()).deactivate(waiting.id())))
                .orElseGet(() -> deleteDeactivated(call, serial.arn()));
    }

    private static Response deleteOfNobody(IamCall call, MfaSerial serial, Instant now) {
        RealmDevices devices = realmDevices(call);
        Optional<UnassignedDevice> waiting = named(devices, serial, now);
        if (waiting.isEmpty()) {
            return deleteDeactivated(call, serial.arn());
        }
        call.administrator().requireManageUsers();
        devices.forget(waiting.get().id(), now);
        call.administrator()
                .tell(
                        OperationType.DELETE,
                        AdministeredDevices.RESOURCE,
                        Map.of("id", waiting.get().id(), "name", waiting.get().name()));
        return call.done();
    }

    private static Response deleteDeactivated(IamCall call, String serialNumber) {
        DeactivatedDevices deactivated = deactivated(call);
        UserModel user = deactivated
                .userOf(serialNumber)
                .map(id -> call.administrator()
                        .session()
                        .users()
                        .getUserById(call.administrator().realm(), id))
                .orElseThrow(() -> none(serialNumber));
        call.administrator().requireManage(user);
        deactivated.forget(serialNumber);
        return call.done();
    }

    /** As the device was listed, and as it was created. */
    private static Set<String> serialNumbers(IamCall call, IamUser user, DeviceSummary device) {
        return Set.of(user.serialNumber(device), call.account().serialNumber(device.name()));
    }

    private static MfaSerial virtual(IamCall call, IamUser user, String serialNumber) {
        return call.account()
                .parse(serialNumber)
                .filter(serial -> serial.user().map(user.name()::equals).orElse(true))
                .orElseThrow(() -> none(serialNumber));
    }

    private static Optional<UnassignedDevice> named(RealmDevices devices, MfaSerial serial, Instant now) {
        return devices.waiting(now)
                .filter(device -> device.name().equals(serial.device()))
                .findFirst();
    }

    private static DeviceSummary device(IamUser user, String serialNumber) {
        return user.device(serialNumber).orElseThrow(() -> none(serialNumber));
    }

    private static IamException notWaiting(IamUser user, String serialNumber) {
        return user.device(serialNumber).isPresent()
                ? new IamException(
                        IamError.ENTITY_ALREADY_EXISTS, "MFA device " + serialNumber + " is enabled already.")
                : none(serialNumber);
    }

    private static IamException none(String serialNumber) {
        return IamException.noSuchEntity("VirtualMFADevice with serial number " + serialNumber + " does not exist.");
    }

    private static RealmDevices realmDevices(IamCall call) {
        return new RealmDevices(
                call.administrator().session(), call.administrator().realm());
    }

    private static DeactivatedDevices deactivated(IamCall call) {
        return new DeactivatedDevices(
                call.administrator().session(), call.administrator().realm());
    }

    private static boolean isDone(Response response) {
        return response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
    }

    private static Response answer(IamCall call, Response response) {
        return isDone(response) ? call.done() : IamRefusal.of(response);
    }
}
