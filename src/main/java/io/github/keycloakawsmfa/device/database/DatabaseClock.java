package io.github.keycloakawsmfa.device.database;

import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The clock of the database that all nodes share: each node can compare its own with it. */
public final class DatabaseClock {

    /**
     * In seconds since the epoch, so that the time zone of session, driver or server does not matter. Hibernate makes
     * {@code current timestamp} a local time without zone (H2, PostgreSQL); {@code offset datetime} has one.
     */
    private static final String EPOCH = "select extract(epoch from offset datetime)";

    private DatabaseClock() {}

    /**
     * How far this node's clock is ahead of the database's, negative if it is behind; zero if the answer's duration and
     * its whole seconds explain the difference.
     */
    public static Duration nodeAhead(KeycloakSession session, RealmModel realm) {
        Instant before = ServerTime.now();
        Instant database = OwnTransaction.run(
                session,
                realm.getId(),
                (inner, same) -> Instant.ofEpochSecond(inner.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery(EPOCH, Number.class)
                        .getSingleResult()
                        .longValue()));
        Instant after = ServerTime.now();
        if (before.isAfter(database.plusSeconds(1))) {
            return Duration.between(database.plusSeconds(1), before);
        }
        return after.isBefore(database.minusSeconds(1))
                ? Duration.between(database.minusSeconds(1), after)
                : Duration.ZERO;
    }
}
