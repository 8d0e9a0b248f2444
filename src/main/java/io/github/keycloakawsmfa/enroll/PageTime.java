package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.text.TextLanguages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;

/** A time as the macro {@code time} of the pages shows it. */
final class PageTime {

    private PageTime() {}

    /** In the language of the texts around it, and UTC; the page's script makes the user's own time of the ISO form. */
    static Map<String, String> of(Instant at, LoginFormsProvider form) {
        DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(Locale.forLanguageTag(form.getMessage(TextLanguages.LANGUAGE)))
                .withZone(ZoneOffset.UTC);
        return Map.of("iso", at.toString(), "text", format.format(at) + " UTC");
    }
}
