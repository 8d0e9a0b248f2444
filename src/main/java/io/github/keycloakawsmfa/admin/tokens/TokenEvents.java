package io.github.keycloakawsmfa.admin.tokens;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import java.util.Map;
import org.keycloak.events.admin.OperationType;

/** The admin events of calls for hardware tokens. */
final class TokenEvents {

    /** Their resource type. */
    static final String RESOURCE = "AWS_MFA_TOKEN";

    private TokenEvents() {}

    /** @param what a field of the event's representation, beside the serial number */
    static void tell(AdminRequest administrator, OperationType operation, String serial, String what, String value) {
        administrator.tell(operation, RESOURCE, Map.of("serial", serial, what, value));
    }
}
