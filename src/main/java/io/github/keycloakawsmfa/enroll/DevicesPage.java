package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.login.CodeRequired;
import io.github.keycloakawsmfa.login.MarkedPage;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;

/** The user's devices as a list, each with what can be done to it. */
final class DevicesPage {

    private DevicesPage() {}

    static Response of(RequiredActionContext context) {
        Devices devices = Devices.of(context.getSession(), context.getRealm(), context.getUser());
        int count = devices.list().size();
        boolean lastStays = count == 1 && CodeRequired.inRealm(context.getSession(), context.getRealm());
        List<Map<String, Object>> rows = devices.list().stream()
                .map(device -> row(device, context.form()))
                .toList();
        LoginFormsProvider form = context.form()
                .setAttribute("mfaDevices", rows)
                .setAttribute("mfaLastStays", lastStays)
                .setAttribute("mfaMayAdd", count < Devices.MOST)
                .setAttribute("mfaOtherSessions", OtherSessions.isOffered(context));
        return MarkedPage.of(context.getSession(), form, "virtual-mfa-devices.ftl");
    }

    /** A map: FreeMarker as Keycloak sets it up cannot see a record's components. */
    private static Map<String, Object> row(DeviceSummary device, LoginFormsProvider form) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", device.id());
        row.put("name", device.name());
        row.put("assigned", PageTime.of(device.assignedAt(), form));
        device.lastUsedAt().ifPresent(at -> row.put("lastUsed", PageTime.of(at, form)));
        return row;
    }
}
