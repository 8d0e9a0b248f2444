package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.devices.AdministeredDevices;
import io.github.keycloakawsmfa.aws.model.MfaSerial;
import io.github.keycloakawsmfa.enroll.RealmDevices;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.function.Consumer;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.UserModel;

/**
 * One call of an action by a service account, whose signature was right.
 *
 * @param administrator the service account, with its roles and permissions
 */
record IamCall(AdminRequest administrator, IamAccount account, String action, IamParameters parameters) {

    /** How an action answers. */
    interface Action {

        /** @throws IamException with what IAM would say, before anything was changed */
        Response answer(IamCall call);
    }

    /** @throws IamException if there is any other parameter than these */
    IamCall requireOnly(String... known) {
        parameters.requireOnly(Set.of(known));
        return this;
    }

    String needed(String name) {
        return parameters.needed(name);
    }

    /** The user whom the call names, if the caller may see them. */
    IamUser user() {
        return user(needed("UserName"));
    }

    IamUser user(String name) {
        return IamUser.seen(administrator, account, name);
    }

    /** The one whom {@code UserName} names or, without it, the serial number. */
    IamUser userOf(String serialNumber) {
        return parameters
                .text("UserName")
                .or(() -> account.parse(serialNumber).flatMap(MfaSerial::user))
                .map(this::user)
                .orElseThrow(() -> IamException.invalid("UserName is missing: a service account has no devices."));
    }

    boolean managesUsers() {
        return administrator.auth().hasOneAdminRole(AdminRoles.MANAGE_USERS);
    }

    /** Whether the caller may change a user's devices. */
    boolean manages(UserModel user) {
        try {
            administrator.requireManage(user);
            return true;
        } catch (ForbiddenException e) {
            return false;
        }
    }

    /** Those that nobody has yet. */
    RealmDevices realmDevices() {
        return new RealmDevices(administrator.session(), administrator.realm());
    }

    /** Those that were deactivated lately. */
    DeactivatedDevices deactivatedDevices() {
        return new DeactivatedDevices(administrator.session(), administrator.realm());
    }

    /** The admin event of what was done to a device that nobody has. */
    void tell(OperationType operation, UnassignedDevice device) {
        administrator.tell(operation, AdministeredDevices.RESOURCE, AdministeredDevices.fields(device));
    }

    Response answer(Consumer<IamXml> result) {
        return IamAnswer.of(action, result);
    }

    Response done() {
        return IamAnswer.of(action);
    }
}
