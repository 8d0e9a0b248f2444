package io.github.keycloakawsmfa.device.mail;

import io.github.keycloakawsmfa.device.text.TextLanguages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One mail to one user, as known when the event happens: the request's language and origin are gone later.
 *
 * @param deviceId null if it is about no device
 * @param deviceName null if it is about no device
 * @param date the end of what the mail is about, or when a device is needed; or null
 * @param origin of the request, or null if it is not the user's
 * @param language the user's
 */
public record NotificationMail(
        DeviceMail about,
        String deviceId,
        String deviceName,
        Instant at,
        Instant date,
        RequestOrigin origin,
        Locale language) {

    static final String TEMPLATE = "virtual-mfa-mail.ftl";
    static final String SUBJECT = "virtualMfaMailSubject";

    public static NotificationMail of(
            KeycloakSession session, UserModel user, DeviceMail about, String deviceId, String name, Instant at) {
        RequestOrigin origin =
                about.isByAdministrator() ? null : RequestOrigin.of(session).orElse(null);
        return new NotificationMail(about, deviceId, name, at, null, origin, language(session, user));
    }

    /** @param expiresAt of the ticket, which the mail does not contain */
    public static NotificationMail ofTicket(KeycloakSession session, UserModel user, Instant at, Instant expiresAt) {
        return new NotificationMail(DeviceMail.TICKET_ISSUED, null, null, at, expiresAt, null, language(session, user));
    }

    /** @param requiredFrom when a device is needed, which may be past */
    public static NotificationMail ofReminder(
            KeycloakSession session, UserModel user, Instant at, Instant requiredFrom) {
        boolean ahead = at.isBefore(requiredFrom);
        return new NotificationMail(
                ahead ? DeviceMail.REMINDER : DeviceMail.REMINDER_NOW,
                null,
                null,
                at,
                ahead ? requiredFrom : null,
                null,
                language(session, user));
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
     * @param languages of {@link TextLanguages}
     */
    Map<String, Object> attributes(
            Recipient recipient,
            String organization,
            Optional<String> link,
            Map<String, Map<String, String>> languages) {
        DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(TextLanguages.ofTexts(languages, language))
                .withZone(recipient.zone().orElseGet(ZoneId::systemDefault));
        Map<String, Object> values = new HashMap<>();
        values.put("title", about.title());
        values.put("what", about.what());
        values.put("advice", about.advice());
        values.put("name", recipient.name(language));
        values.put("username", recipient.username());
        values.put("organization", organization);
        if (!about.isReminder()) {
            values.put("time", time(at, format));
        }
        values.put("action", about.action());
        values.put("languages", languages);
        link.ifPresent(address -> values.put("link", address));
        if (date != null) {
            values.put("dateLabel", about.dateLabel());
            values.put("date", time(date, format));
        }
        if (deviceName != null) {
            values.put("deviceName", MailLine.of(deviceName));
        }
        if (origin != null) {
            values.put("ipAddress", origin.ipAddress());
            if (origin.browser() != null) {
                values.put("browser", origin.browser());
            }
        }
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("virtualMfa", values);
        attributes.put(Constants.IGNORE_ACCEPT_LANGUAGE_HEADER, true);
        return attributes;
    }

    /** With the distance to UTC: short names of zones stand for several, and the server's may not be the user's. */
    private static String time(Instant instant, DateTimeFormatter format) {
        ZoneOffset offset = format.getZone().getRules().getOffset(instant);
        return format.format(instant) + " (UTC" + (offset.getTotalSeconds() == 0 ? "" : offset.getId()) + ")";
    }
}
