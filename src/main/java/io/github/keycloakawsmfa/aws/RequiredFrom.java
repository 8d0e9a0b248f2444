package io.github.keycloakawsmfa.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** From when on the members of a group, or the users with an AWS role, need a device. */
public final class RequiredFrom {

    /** Attribute of groups and of AWS roles: a date, which begins at 00:00 UTC, or an instant; both ISO 8601. */
    public static final String ATTRIBUTE = "aws-mfa.required-from";

    /** Stands for a value that cannot be read: long past (rule S14). */
    public static final Instant UNREADABLE = Instant.EPOCH;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private RequiredFrom() {}

    /**
     * What a text says. Surrounding blanks are dropped.
     *
     * @param text not null
     * @return empty if it is neither a date nor an instant, or not of the years 2000 to 9999
     */
    public static Optional<Instant> read(String text) {
        String plain = text.strip();
        try {
            Instant at = plain.indexOf('T') < 0
                    ? LocalDate.parse(plain).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(plain).toInstant();
            return Optional.of(at).filter(date -> !date.isBefore(EARLIEST) && !date.isAfter(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @param text null or blank for no date; one that cannot be read is {@link #UNREADABLE} */
    static Optional<Instant> of(String text) {
        return text == null || text.isBlank()
                ? Optional.empty()
                : Optional.of(read(text).orElse(UNREADABLE));
    }
}
