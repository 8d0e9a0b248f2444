package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import io.github.keycloakawsmfa.enroll.Requester;
import java.util.Map;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** A user whose devices an administrator changes. */
record ManagedUser(AdminRequest administrator, String userId) {

    /** How admin events name a device. */
    private static final String RESOURCE = "AWS_MFA_DEVICE";

    /** If first devices need a ticket, assigning one needs the same rights as making a ticket. */
    UserModel forAssigning() {
        if (FirstDevice.of(administrator.realm()) == FirstDevice.TICKET) {
            administrator.auth().realm().requireManageRealm();
        }
        return administrator.managed(userId);
    }

    DeviceCalls calls(UserModel user) {
        KeycloakSession session = administrator.session();
        EventBuilder event = new EventBuilder(
                administrator.realm(), session, session.getContext().getConnection());
        return new DeviceCalls(session, administrator.realm(), user, Requester.ADMINISTRATOR, event);
    }

    void tell(OperationType operation, String deviceId, String what, String value) {
        administrator.tell(operation, RESOURCE, Map.of("id", deviceId, what, value));
    }
}
