package io.github.keycloakawsmfa.device;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Map;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** One user's ledger row, locked from here to the end of the transaction; made if it is missing. */
final class LedgerRow {

    private static final Map<String, Object> LOCK_WAIT = Map.of("jakarta.persistence.lock.timeout", LockWait.MILLIS);

    private final LedgerEntity entity;

    private LedgerRow(LedgerEntity entity) {
        this.entity = entity;
    }

    /**
     * @throws jakarta.persistence.PersistenceException if the lock is not had within 3 s, or if another transaction
     *     made the row first
     * @throws LedgerUnreadableException if the row is another user's
     */
    static LedgerRow lock(KeycloakSession session, String realmId, String userId) {
        // Hibernate itself, for Keycloak's proxy reduces an exception to its innermost cause (26.7.3,
        // EntityManagerProxy.convert): of a lock that H2 refuses nothing is left that tells so.
        Session em = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
        LockWait wait = LockWait.bound(em);
        try {
            LedgerEntity entity = em.find(
                    LedgerEntity.class,
                    new LedgerEntity.Key(realmId, userId),
                    LockModeType.PESSIMISTIC_WRITE,
                    LOCK_WAIT);
            if (entity == null) {
                entity = new LedgerEntity(realmId, userId, LedgerState.EMPTY);
                em.persist(entity);
                em.flush();
            }
            return new LedgerRow(own(entity, realmId, userId));
        } finally {
            wait.restore();
        }
    }

    /**
     * The row as it is committed, without a lock; empty state if there is none.
     *
     * @throws LedgerUnreadableException if the row is another user's
     */
    static LedgerState read(KeycloakSession session, String realmId, String userId) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        LedgerEntity entity = em.find(LedgerEntity.class, new LedgerEntity.Key(realmId, userId));
        return entity == null ? LedgerState.EMPTY : own(entity, realmId, userId).state();
    }

    /** Whether there is a row, as this session sees it; loads none into it. */
    static boolean exists(KeycloakSession session, String realmId, String userId) {
        return session.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createNamedQuery("virtualMfaLedger.count", Long.class)
                        .setParameter("realmId", realmId)
                        .setParameter("userId", userId)
                        .getSingleResult()
                > 0;
    }

    /** Removes the row, if it is this very user's, with the session's transaction. */
    static void remove(KeycloakSession session, String realmId, String userId) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        LedgerEntity entity = em.find(LedgerEntity.class, new LedgerEntity.Key(realmId, userId));
        if (entity != null && entity.isOf(realmId, userId)) {
            em.remove(entity);
        }
    }

    /** Whether anybody of a realm has a row, as this session sees it. */
    static boolean anyIn(KeycloakSession session, String realmId) {
        return !session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createNamedQuery("virtualMfaLedger.users", String.class)
                .setParameter("realmId", realmId)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private static LedgerEntity own(LedgerEntity entity, String realmId, String userId) {
        if (!entity.isOf(realmId, userId)) {
            throw new LedgerUnreadableException(
                    "The ledger's row is another user's, whose id the database takes for the"
                            + " same: see docs/databases.md for the right collation");
        }
        return entity;
    }

    LedgerState state() {
        return entity.state();
    }

    void store(LedgerState state) {
        entity.setState(state);
    }
}
