package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.users.UserEntry;
import io.github.keycloakawsmfa.aws.model.MfaSerial;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.AssignByCall;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.AdminRoles;

/** Which devices there are: IAM's names for our own lists. */
final class ListActions {

    private static final String STATUS = "AssignmentStatus";
    private static final String ANY = "Any";
    private static final String ASSIGNED = "Assigned";
    private static final String UNASSIGNED = "Unassigned";

    private ListActions() {}

    /**
     * One device.
     *
     * @param owner empty for one that was created for nobody yet
     * @param enabledAt empty for one that waits to be enabled
     */
    private record Listed(String serialNumber, Optional<UserEntry> owner, Optional<Instant> enabledAt) {}

    /** The devices of one user, hardware tokens among them; not those that wait to be enabled, as at AWS. */
    static Response ofUser(IamCall call) {
        call.requireOnly("UserName", "Marker", "MaxItems");
        IamPage.Wanted wanted = IamPage.Wanted.of(call.parameters());
        IamUser user = call.user();
        return call.answer(result -> IamPage.of(wanted, user.devices())
                .write(
                        result,
                        "MFADevices",
                        (device, each) -> device.text("UserName", user.name())
                                .text("SerialNumber", user.serialNumber(each))
                                .time("EnableDate", each.assignedAt())));
    }

    /** No device has tags: what Terraform asks of each that it has made. */
    static Response tags(IamCall call) {
        call.requireOnly("SerialNumber", "Marker", "MaxItems");
        String serialNumber = call.needed("SerialNumber");
        call.administrator().auth().users().requireQuery();
        Optional<MfaSerial> serial = call.account().parse(serialNumber);
        boolean known = serial.flatMap(MfaSerial::user)
                .map(name -> hasOrAwaits(call.user(name), serial.get()))
                .orElseGet(() -> serial.isPresent()
                        && ofNobody(call, ServerTime.now()).stream()
                                .anyMatch(device -> device.serialNumber()
                                        .equals(call.account()
                                                .serialNumber(serial.get().device()))));
        if (!known) {
            throw none(serialNumber);
        }
        return call.answer(
                result -> result.members("Tags", List.of(), (tag, none) -> {}).flag("IsTruncated", false));
    }

    private static boolean hasOrAwaits(IamUser user, MfaSerial serial) {
        return user.device(serial.arn()).isPresent()
                || user.waiting(serial, ServerTime.now()).isPresent();
    }

    /** One device that its user has. */
    static Response one(IamCall call) {
        call.requireOnly("UserName", "SerialNumber");
        String serialNumber = call.needed("SerialNumber");
        IamUser user = call.userOf(serialNumber);
        return user.device(serialNumber)
                .map(device -> call.answer(result -> result.text("UserName", user.name())
                        .text("SerialNumber", user.serialNumber(device))
                        .time("EnableDate", device.assignedAt())))
                .orElseThrow(() -> none(serialNumber));
    }

    private static IamException none(String serialNumber) {
        return IamException.noSuchEntity("MFA device with serial number " + serialNumber + " does not exist.");
    }

    /** All apps' devices that the caller may see: those that nobody has yet, then those of the users, in their order. */
    static Response all(IamCall call) {
        call.requireOnly(STATUS, "Marker", "MaxItems");
        String status = call.parameters().text(STATUS).orElse(ANY);
        if (!Set.of(ANY, ASSIGNED, UNASSIGNED).contains(status)) {
            throw IamException.invalid(STATUS + " must be Any, Assigned or Unassigned.");
        }
        IamPage.Wanted wanted = IamPage.Wanted.of(call.parameters());
        call.administrator().auth().users().requireQuery();
        Instant now = ServerTime.now();
        IamPage<Listed> page = IamPage.of(
                wanted,
                status.equals(ASSIGNED) ? List.of() : ofNobody(call, now),
                Optional.of(true).filter(only -> status.equals(ASSIGNED)),
                call.administrator(),
                user -> ofUser(call, user, status, now));
        return call.answer(result ->
                page.write(result, "VirtualMFADevices", (device, each) -> write(device, each, call.account())));
    }

    private static List<Listed> ofNobody(IamCall call, Instant now) {
        return call.administrator().auth().hasOneAdminRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS)
                ? call.realmDevices()
                        .waiting(now)
                        .map(device -> new Listed(
                                call.account().serialNumber(device.name()), Optional.empty(), Optional.empty()))
                        .toList()
                : List.of();
    }

    private static List<Listed> ofUser(IamCall call, UserEntry user, String status, Instant now) {
        List<Listed> devices = new ArrayList<>();
        if (!status.equals(UNASSIGNED)) {
            user.devices().list().stream()
                    .filter(device -> device.serial().isEmpty())
                    .map(device -> new Listed(
                            call.account().serialNumber(user.username(), device.name()),
                            Optional.of(user),
                            Optional.of(device.assignedAt())))
                    .forEach(devices::add);
        }
        if (!status.equals(ASSIGNED)) {
            waiting(call, user, now)
                    .map(device -> new Listed(
                            call.account().serialNumber(user.username(), device.name()),
                            Optional.of(user),
                            Optional.empty()))
                    .ifPresent(devices::add);
        }
        return devices;
    }

    private static Optional<UnassignedDevice> waiting(IamCall call, UserEntry user, Instant now) {
        return AssignByCall.waitingFor(
                user.id(), call.administrator().session(), call.administrator().realm(), now);
    }

    private static void write(IamXml xml, Listed device, IamAccount account) {
        xml.text("SerialNumber", device.serialNumber());
        // At AWS, whoever a device has been enabled for is its user; until then it has none.
        device.enabledAt().ifPresent(enabled -> {
            device.owner().ifPresent(user -> xml.element("User", fields -> UserActions.write(fields, user, account)));
            xml.time("EnableDate", enabled);
        });
    }
}
