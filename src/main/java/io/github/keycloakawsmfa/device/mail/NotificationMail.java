package io.github.keycloakawsmfa.device.mail;

import io.github.keycloakawsmfa.device.text.TextLanguages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One mail to one user, as known when the event happens: the request's language and address are gone later.
 *
 * @param deviceId null if it is about no device
 * @param deviceName null if it is about no device
 * @param ipAddress of the person who did it, or null
 * @param language the user's
 */
public record NotificationMail(
        DeviceMail about, String deviceId, String deviceName, Instant at, String ipAddress, Locale language) {

    static final String TEMPLATE = "virtual-mfa-mail.ftl";

    /** Code points of a device's name that are shown: as many as our own names may have. */
    private static final int NAME_LENGTH = 64;

    public static NotificationMail of(
            KeycloakSession session, UserModel user, DeviceMail about, String deviceId, String name, Instant at) {
        String ipAddress = about.isByAdministrator()
                ? null
                : session.getContext().getConnection().getRemoteHost();
        return new NotificationMail(about, deviceId, name, at, ipAddress, language(session, user));
    }

    /** Another person's request, such as an administrator's, does not say the user's language. */
    private static Locale language(KeycloakSession session, UserModel user) {
        AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
        boolean own = signIn != null && user.equals(signIn.getAuthenticatedUser());
        return session.getContext().resolveLocale(user, !own);
    }

    /**
     * For the template. What people typed is a value and never a message's argument, in which Keycloak resolves
     * <code>${…}</code> (26.4 to 26.7, MessageFormatterMethod).
     *
     * @param zone in which the time is shown
     * @param languages of {@link TextLanguages}
     */
    Map<String, Object> attributes(ZoneId zone, Map<String, Map<String, String>> languages) {
        Map<String, Object> values = new HashMap<>();
        values.put("what", about.what());
        values.put("advice", about.advice());
        values.put("time", time(zone));
        values.put("languages", languages);
        if (deviceName != null) {
            values.put("deviceName", oneLine(deviceName));
        }
        if (ipAddress != null) {
            values.put("ipAddress", oneLine(ipAddress));
        }
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("virtualMfa", values);
        attributes.put(Constants.IGNORE_ACCEPT_LANGUAGE_HEADER, true);
        return attributes;
    }

    private String time(ZoneId zone) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG)
                .withLocale(language)
                .withZone(zone)
                .format(at);
    }

    /**
     * Keycloak's account REST takes any text as a label: none may look like another line of the mail, or like a whole
     * mail.
     */
    private static String oneLine(String text) {
        String clean = text.replaceAll("[\\p{C}\\p{Z}]+", " ");
        return clean.codePointCount(0, clean.length()) <= NAME_LENGTH
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, NAME_LENGTH)) + "…";
    }
}
