package io.github.keycloakawsmfa.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a request was signed, as it says: {@code 20150830T123600Z}, in whole seconds. */
final class RequestTime {

    private static final Pattern SHAPE = Pattern.compile("[0-9]{8}T[0-9]{6}Z");

    private static final DateTimeFormatter ISO_BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private RequestTime() {}

    /**
     * What {@code X-Amz-Date} says, else what {@code Date} says, which may be written as in mails, too.
     *
     * @throws RefusedException if neither is there, or the one that counts is there twice or no date
     */
    static Instant of(RequestHeaders headers) {
        Optional<String> amzDate = headers.only("x-amz-date");
        if (amzDate.isPresent()) {
            return isoBasic(amzDate.get());
        }
        String date = headers.only("date")
                .orElseThrow(() -> RefusedException.incomplete(
                        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."));
        return SHAPE.matcher(date).matches() ? isoBasic(date) : parsed(DateTimeFormatter.RFC_1123_DATE_TIME, date);
    }

    /** @throws RefusedException if it is no date of that shape */
    static Instant isoBasic(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw malformed();
        }
        return parsed(ISO_BASIC, text);
    }

    /** In that shape; fractions of a second are dropped. */
    static String text(Instant moment) {
        return ISO_BASIC.format(moment);
    }

    /** Its day in UTC: {@code 20150830}. */
    static String day(Instant moment) {
        return text(moment).substring(0, 8);
    }

    private static Instant parsed(DateTimeFormatter format, String text) {
        try {
            return format.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    private static RefusedException malformed() {
        return RefusedException.incomplete("Date must be in ISO-8601 'basic format'.");
    }
}
