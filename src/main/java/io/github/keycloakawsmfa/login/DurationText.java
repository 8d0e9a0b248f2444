package io.github.keycloakawsmfa.login;

import java.time.Duration;
import org.keycloak.forms.login.LoginFormsProvider;

/** A span of time in the user's language, rounded up to what a person would say. */
final class DurationText {

    private static final Duration IN_SECONDS = Duration.ofSeconds(90);

    private DurationText() {}

    /** @param span zero or more */
    static String of(Duration span, LoginFormsProvider form) {
        long seconds = Math.max(1, span.plusMillis(999).toSeconds());
        if (span.compareTo(IN_SECONDS) <= 0) {
            return form.getMessage("virtualMfaSeconds", seconds);
        }
        long minutes = Math.floorDiv(seconds + 59, 60);
        if (minutes < 60) {
            return form.getMessage("virtualMfaMinutes", minutes);
        }
        String hours = form.getMessage("virtualMfaHours", minutes / 60);
        return minutes % 60 == 0
                ? hours
                : form.getMessage(
                        "virtualMfaHoursAndMinutes", hours, form.getMessage("virtualMfaMinutes", minutes % 60));
    }
}
