package io.github.keycloakawsmfa.aws.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long AWS's console session may last. This or the assertion's SessionNotOnOrAfter ends it, whichever is earlier.
 *
 * @param value 900 to 43200 seconds, inclusive, in whole seconds
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html">IAM User
 *     Guide, Configure SAML assertions</a>
 */
public record SessionDuration(Duration value) {

    /** AWS's shortest session. */
    public static final Duration MIN = Duration.ofMinutes(15);

    /** AWS's longest session. */
    public static final Duration MAX = Duration.ofHours(12);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /** @throws IllegalArgumentException if AWS would refuse the value */
    public SessionDuration {
        if (!isTaken(value)) {
            throw new IllegalArgumentException("An AWS session lasts " + MIN.toSeconds() + " to " + MAX.toSeconds()
                    + " whole seconds, not " + value);
        }
    }

    /**
     * What a text says in seconds, whether or not AWS accepts that many. Surrounding blanks are dropped.
     *
     * @param text null says nothing
     * @return empty if it is not 1 to 9 digits
     */
    public static Optional<Duration> seconds(String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(stripped -> SECONDS.matcher(stripped).matches())
                .map(stripped -> Duration.ofSeconds(Long.parseLong(stripped)));
    }

    /** Whether AWS accepts it as it is. */
    public static boolean isTaken(Duration wanted) {
        return wanted.compareTo(MIN) >= 0 && wanted.compareTo(MAX) <= 0 && isWhole(wanted);
    }

    private static boolean isWhole(Duration wanted) {
        return wanted.equals(wanted.truncatedTo(ChronoUnit.SECONDS));
    }

    /** The nearest duration that AWS accepts, parts of a second dropped. */
    public static SessionDuration nearestTo(Duration wanted) {
        if (wanted.compareTo(MIN) < 0) {
            return new SessionDuration(MIN);
        }
        return new SessionDuration(wanted.compareTo(MAX) > 0 ? MAX : wanted.truncatedTo(ChronoUnit.SECONDS));
    }

    /** What AWS wants in the attribute: seconds in decimal, ASCII digits. */
    public String attributeValue() {
        return Long.toString(value.toSeconds());
    }
}
