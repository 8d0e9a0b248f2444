package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.login.PutOff;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;

/** The wizard's button for users who need a device later, but not yet. */
final class NotNow {

    /** The value of the button, and of no other: codes that are sent without it are codes. */
    private static final String BUTTON = "not-now";

    private NotNow() {}

    /**
     * Until when the user may put it off. Not where somebody asked for the device: an administrator, or the application,
     * whose own way to cancel it is on the page.
     */
    static Optional<Instant> offeredUntil(RequiredActionContext context, Instant now) {
        return EnrollmentState.isAskedFor(context)
                ? Optional.empty()
                : PutOff.until(context.getSession(), context.getAuthenticationSession(), context.getUser(), now);
    }

    static boolean isPressed(MultivaluedMap<String, String> posted) {
        return BUTTON.equals(posted.getFirst(DevicesPageState.GO));
    }

    /** Gives the page the date, and how often it was put off before; nothing where it is not offered. */
    static void giveTo(LoginFormsProvider form, RequiredActionContext context, Instant now) {
        offeredUntil(context, now).ifPresent(until -> {
            form.setAttribute("mfaNotNow", BUTTON).setAttribute("mfaNotNowUntil", PageTime.of(until, form));
            long skips = Devices.of(context.getSession(), context.getRealm(), context.getUser())
                    .rollout()
                    .skips();
            if (skips > 0) {
                UserMessage.of("virtualMfaNotNowSkips", skips).giveAs("mfaNotNowSkips", form);
            }
        });
    }
}
