package io.github.keycloakawsmfa.device.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * That the ledger has seen a user pass MFA.
 *
 * @param session of the sign-in: {@link SignIn#session}
 * @param mark of the sign-in: {@link SignIn#mark}
 * @param deviceId the Keycloak credential id of the device
 */
public record EvidenceEntry(long session, long mark, String deviceId, Kind kind, long atEpochMilli) {

    /** How a user passed MFA. The order is part of the stored ledger: new kinds come last. */
    public enum Kind {
        /** A code of an assigned device was spent. */
        CODE,
        /** A device was assigned with two consecutive codes. */
        ASSIGNED;

        /** As in session tags and events. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How old evidence may be at most, whatever a client's or a role's setting allows. */
    public static final Duration LIFE = Duration.ofHours(24);

    /** How many a user's row keeps; the oldest are dropped. */
    static final int MOST = 64;

    static EvidenceEntry of(SignIn signIn, String deviceId, Kind kind, Instant at) {
        return new EvidenceEntry(signIn.session(), signIn.mark(), deviceId, kind, at.toEpochMilli());
    }

    /** In whole milliseconds. */
    public Instant at() {
        return Instant.ofEpochMilli(atEpochMilli);
    }

    boolean isOf(SignIn signIn) {
        return session == signIn.session() && mark == signIn.mark();
    }

    boolean isOver(Instant now) {
        return at().plus(LIFE).isBefore(now);
    }
}
