package io.github.keycloakawsmfa.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a signature is good: from five minutes before its moment until five minutes after it. A presigned request may
 * say that it expires earlier, but not that it lives longer: it could be sent again for as long, and whoever remembers
 * what was used would have to remember it for as long.
 *
 * @param moment when it was made, in whole seconds
 * @param lifetime how long it is good after its moment, at most five minutes
 */
record SignatureValidity(Instant moment, Duration lifetime) {

    /** AWS's, for the query protocol: "5 min." in its messages. */
    static final Duration SKEW = Duration.ofMinutes(5);

    SignatureValidity {
        lifetime = lifetime.compareTo(SKEW) > 0 ? SKEW : lifetime;
    }

    /** The last moment at which it is good. */
    Instant goodUntil() {
        return moment.plus(lifetime);
    }

    /** Empty if it is good. */
    Optional<SignatureRefusal> refusal(Instant now) {
        if (now.isAfter(goodUntil())) {
            // Rounded up and, below, down: what is refused for a part of a second is told as a whole one.
            Instant told = now.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
            return refusal("Signature expired: ", " is now earlier than ", told.minus(lifetime), told, " - ", lifetime);
        }
        if (now.isBefore(moment.minus(SKEW))) {
            return refusal("Signature not yet current: ", " is still later than ", now.plus(SKEW), now, " + ", SKEW);
        }
        return Optional.empty();
    }

    private Optional<SignatureRefusal> refusal(
            String verdict, String compared, Instant bound, Instant now, String sign, Duration distance) {
        return Optional.of(SignatureRefusal.expired(verdict + RequestTime.text(moment) + compared
                + RequestTime.text(bound) + " (" + RequestTime.text(now) + sign + text(distance) + ")"));
    }

    private static String text(Duration distance) {
        return distance.equals(SKEW) ? SKEW.toMinutes() + " min." : distance.toSeconds() + " sec.";
    }
}
