package io.github.keycloakawsmfa.login;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * What a notice gives the user to quote to an administrator, who finds the event by it: the event's own time and reason,
 * and its detail {@link MfaEvent#REFERENCE}. Keycloak's own id of an event is in no log, and no page of the admin
 * console shows it; a session's or tab's id would tell whoever reads over a shoulder more than it should. The reference
 * is random, says nothing, and opens nothing.
 *
 * @param reference 8 letters and digits in two groups
 * @param reason a machine-readable word; empty if the event's is a sentence, which may name what only administrators
 *     know
 */
public record Quote(Instant time, String reference, String reason) {

    /** No vowels, so no words; nothing that looks like something else. */
    private static final char[] SYMBOLS = "BCDFGHJKLMNPQRSTVWXZ23456789".toCharArray();

    private static final int GROUP = 4;
    private static final Pattern WORD = Pattern.compile("[a-z_]{1,64}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Sends the event, with a new reference. */
    public static Quote error(EventBuilder event, String error) {
        String reference = group() + "-" + group();
        event.detail(MfaEvent.REFERENCE, reference).error(error);
        Map<String, String> details = event.getEvent().getDetails();
        String reason = details.getOrDefault(Details.REASON, "");
        return new Quote(
                Instant.ofEpochMilli(event.getEvent().getTime()),
                reference,
                WORD.matcher(reason).matches() ? reason : "");
    }

    /** One line, the same in every language. */
    String line() {
        return Stream.of(TIME.format(time), reference, reason)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    void giveTo(LoginFormsProvider form) {
        form.setAttribute("mfaQuote", line());
    }

    private static String group() {
        return SecretGenerator.getInstance().randomString(GROUP, SYMBOLS);
    }
}
