package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.login.AssignAction;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/** The notice that no further device can be assigned; it leads to the user's devices, where one can go. */
final class DeviceLimitPage {

    private DeviceLimitPage() {}

    /** @param note of a wizard that was open while the user got the last device: its secret is void */
    static Response of(RequiredActionContext context, PendingEnrollment note) {
        if (note.exists()) {
            note.clear();
            MfaEvent.of(context.getEvent(), EventType.UPDATE_CREDENTIAL, context.getUser(), "limit_reached")
                    .error(Errors.NOT_ALLOWED);
        }
        // The page of devices itself continues with the list.
        boolean list = VirtualMfaDevice.DEVICES_ACTION.equals(context.getAction());
        context.form().setAttribute("mfaMayManage", list || mayManage(context)).setAttribute("mfaMayContinue", !list);
        return InfoPage.DEVICE_LIMIT.page(context.getSession(), context.form());
    }

    /** One POST: where it asks for the devices, Keycloak runs the action that shows them next, in this very sign-in. */
    static void close(RequiredActionContext context, MultivaluedMap<String, String> posted) {
        if (mayManage(context) && InfoPage.MANAGE.equals(posted.getFirst(DevicesPageState.GO))) {
            context.getAuthenticationSession().addRequiredAction(VirtualMfaDevice.DEVICES_ACTION);
        }
    }

    private static boolean mayManage(RequiredActionContext context) {
        return AssignAction.ID.equals(context.getAction())
                && AssignAction.runsIn(context.getSession(), context.getRealm(), VirtualMfaDevice.DEVICES_ACTION);
    }
}
