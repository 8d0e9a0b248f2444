package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.aws.model.MfaSerial;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.enroll.AssignByCall;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import io.github.keycloakawsmfa.internals.Usernames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.UserModel;

/** A user of the realm, whom IAM's calls name by {@code UserName}: the username. */
record IamUser(AdminRequest administrator, IamAccount account, UserModel model) {

    /**
     * One that the caller may see; all others are none, so that nobody learns which names exist.
     *
     * @throws IamException if there is none
     * @throws jakarta.ws.rs.ForbiddenException if the caller may not even look for users
     */
    static IamUser seen(AdminRequest administrator, IamAccount account, String username) {
        administrator.auth().users().requireQuery();
        UserModel user = Usernames.fit(administrator.session(), username)
                ? administrator.session().users().getUserByUsername(administrator.realm(), username)
                : null;
        if (user == null || !administrator.auth().users().canView(user)) {
            throw IamException.noSuchEntity("The user with name " + username + " cannot be found.");
        }
        return new IamUser(administrator, account, user);
    }

    /** @throws jakarta.ws.rs.ForbiddenException if the caller may not change the user's devices */
    IamUser managed() {
        administrator.requireManage(model);
        return this;
    }

    /** @throws jakarta.ws.rs.ForbiddenException if the caller may not assign devices to the user */
    IamUser managedForAssigning() {
        administrator.requireMayAssign();
        return managed();
    }

    String name() {
        return model.getUsername();
    }

    List<DeviceSummary> devices() {
        return Devices.beforeAct(administrator.session(), administrator.realm(), model)
                .list();
    }

    /** The serial number of one of the user's devices: a hardware token's own, or an ARN. */
    String serialNumber(DeviceSummary device) {
        return serialNumber(account, name(), device);
    }

    static String serialNumber(IamAccount account, String username, DeviceSummary device) {
        return device.serial().isEmpty() ? account.serialNumber(username, device.name()) : device.serial();
    }

    /** The device that a serial number means: a hardware token's own, or an ARN with the user's name in it or without. */
    Optional<DeviceSummary> device(String serialNumber) {
        Optional<MfaSerial> arn = account.parse(serialNumber);
        return devices().stream()
                .filter(device -> device.serial().equals(serialNumber)
                        || arn.filter(serial -> serial.means(name(), device.name()))
                                .isPresent())
                .findFirst();
    }

    /** What was created for the user, waits to be enabled and has this serial number. */
    Optional<UnassignedDevice> waiting(MfaSerial serial, Instant now) {
        return waiting(now).filter(device -> device.name().equals(serial.device()));
    }

    Optional<UnassignedDevice> waiting(Instant now) {
        return AssignByCall.waitingFor(model.getId(), administrator.session(), administrator.realm(), now);
    }
}
