package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.text.TextLanguages;
import io.github.keycloakawsmfa.login.CodeRequired;
import io.github.keycloakawsmfa.login.MarkedPage;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
        Locale locale = Locale.forLanguageTag(context.form().getMessage(TextLanguages.LANGUAGE));
        List<Map<String, Object>> rows =
                devices.list().stream().map(device -> row(device, locale)).toList();
        LoginFormsProvider form = context.form()
                .setAttribute("mfaDevices", rows)
                .setAttribute("mfaLastStays", lastStays)
                .setAttribute("mfaMayAdd", count < Devices.MOST)
                .setAttribute("mfaOtherSessions", OtherSessions.isOffered(context));
        return MarkedPage.of(context.getSession(), form, "virtual-mfa-devices.ftl");
    }

    /** A map: FreeMarker as Keycloak sets it up cannot see a record's components. */
    private static Map<String, Object> row(DeviceSummary device, Locale locale) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", device.id());
        row.put("name", device.name());
        row.put("assigned", time(device.assignedAt(), locale));
        device.lastUsedAt().ifPresent(at -> row.put("lastUsed", time(at, locale)));
        return row;
    }

    /** In the language of the texts around it, and UTC; the page's script makes the user's own time of the ISO form. */
    private static Map<String, String> time(Instant at, Locale locale) {
        DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(ZoneOffset.UTC);
        return Map.of("iso", at.toString(), "text", format.format(at) + " UTC");
    }
}
