package io.github.keycloakawsmfa.device.database;

import org.hibernate.HibernateException;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.resource.jdbc.spi.LogicalConnectionImplementor;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The database connection of a session. Hibernate takes one from the pool at the first statement and holds it until the
 * transaction ends.
 */
public final class HeldConnection {

    /** The database had no connection available, so nothing was read or changed. */
    public static final class NoConnectionException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private NoConnectionException(Throwable cause) {
            super(cause);
        }
    }

    private HeldConnection() {}

    public static boolean isIn(KeycloakSession session) {
        return logical(hibernate(session)).isPhysicallyConnected();
    }

    /** @throws NoConnectionException if the pool gives none within its own time limit, or the database cannot be reached */
    public static void take(Session hibernate) {
        try {
            logical(hibernate).getPhysicalConnection();
        } catch (HibernateException e) {
            throw new NoConnectionException(e);
        }
    }

    /** Without Keycloak's proxy, which replaces Hibernate's exceptions. */
    public static Session hibernate(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
    }

    private static LogicalConnectionImplementor logical(Session hibernate) {
        return hibernate.unwrap(SessionImplementor.class).getJdbcCoordinator().getLogicalConnection();
    }
}
