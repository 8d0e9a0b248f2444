package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.devices.AdministeredDevices;
import io.github.keycloakawsmfa.aws.model.MfaSerial;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.RealmDevices;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.OperationType;

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
        List<String> codes = List.of(call.needed(CODE1), call.needed(CODE2));
        IamUser user = call.user().managedForAssigning();
        MfaSerial serial = virtual(call, user, serialNumber);
        AdministeredDevices devices = new AdministeredDevices(call.administrator(), user.model());
        Optional<UnassignedDevice> waiting = user.waiting(serial, ServerTime.now());
        if (waiting.isPresent()) {
            String id = waiting.get().id();
            return answer(call, devices.enable(id, TypedCodes.of(id, codes.get(0), codes.get(1))));
        }
        if (serial.user().isPresent() || !call.managesUsers()) {
            throw notWaiting(user, serialNumber);
        }
        return enableOfNobody(call, user, devices, serial, codes);
    }

    private static Response enableOfNobody(
            IamCall call, IamUser user, AdministeredDevices devices, MfaSerial serial, List<String> codes) {
        Instant now = ServerTime.now();
        RealmDevices realmDevices = call.realmDevices();
        String id = named(realmDevices, serial, now)
                .orElseThrow(() -> notWaiting(user, serial.arn()))
                .id();
        try {
            return realmDevices
                    .enable(
                            id,
                            user.model(),
                            AdministeredDevices.event(call.administrator()),
                            now,
                            assigning -> devices.enable(assigning, id, TypedCodes.of(id, codes.get(0), codes.get(1))),
                            DeviceActions::isDone)
                    .map(response -> answer(call, response))
                    .orElseThrow(DeviceActions::busy);
        } catch (NoSuchElementException e) {
            throw none(serial.arn());
        }
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
        IamUser user = call.userOf(serialNumber).managed();
        DeviceSummary device = device(user, serialNumber);
        Response response = new AdministeredDevices(call.administrator(), user.model()).deactivate(device.id());
        if (isDone(response)) {
            call.deactivatedDevices().note(user.model().getId(), serialNumbers(call, user, device));
        }
        return answer(call, response);
    }

    /** Forgets a device that nobody has yet, or that was deactivated; one that somebody has must be deactivated first. */
    static Response delete(IamCall call) {
        call.requireOnly(SERIAL_NUMBER);
        String serialNumber = call.needed(SERIAL_NUMBER);
        call.administrator().auth().users().requireQuery();
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
                .orElseGet(() -> deleteDeactivated(call, call.account().serialNumber(user.name(), serial.device())));
    }

    private static Response deleteOfNobody(IamCall call, MfaSerial serial, Instant now) {
        Optional<UnassignedDevice> waiting =
                call.managesUsers() ? named(call.realmDevices(), serial, now) : Optional.empty();
        if (waiting.isEmpty()) {
            return deleteDeactivated(call, call.account().serialNumber(serial.device()));
        }
        boolean forgotten = call.realmDevices().forget(waiting.get().id(), now).orElseThrow(DeviceActions::busy);
        if (!forgotten) {
            throw none(serial.arn());
        }
        call.tell(OperationType.DELETE, waiting.get());
        return call.done();
    }

    private static Response deleteDeactivated(IamCall call, String serialNumber) {
        DeactivatedDevices deactivated = call.deactivatedDevices();
        boolean may = deactivated
                .userOf(serialNumber)
                .map(id -> call.administrator()
                        .session()
                        .users()
                        .getUserById(call.administrator().realm(), id))
                .filter(call::manages)
                .isPresent();
        if (!may) {
            throw none(serialNumber);
        }
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

    private static IamException busy() {
        return new IamException(
                IamError.THROTTLING, "Another device of nobody's is being changed at this moment: please try again.");
    }

    private static boolean isDone(Response response) {
        return response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
    }

    private static Response answer(IamCall call, Response response) {
        return isDone(response) ? call.done() : IamRefusal.of(response);
    }
}
