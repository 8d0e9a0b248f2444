package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.database.HeldConnection;
import io.github.keycloakawsmfa.device.database.HeldConnection.NoConnectionException;
import io.github.keycloakawsmfa.device.database.LockWait;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.Timeouts;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.lock.spi.LockTimeoutType;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;

/** One user's ledger row, locked from here to the end of the transaction; created if it is missing. */
public final class LedgerRow {

    private static final Map<String, Object> SKIP_LOCKED = Map.of(LockWait.HINT, Timeouts.SKIP_LOCKED_MILLI);

    /** In SQL, because Hibernate translates an update in its own language each time. */
    private static final String STORE = "update {h-schema}VIRTUAL_MFA_LEDGER set LEDGER_STATE = :state"
            + " where REALM_ID = :realmId and USER_ID = :userId";

    private final Session em;
    private final LedgerEntity.Key key;
    private final List<CredentialModel> beside;
    private String stored;

    private LedgerRow(Session em, LedgerEntity.Key key, String stored, List<CredentialModel> beside) {
        this.em = em;
        this.key = key;
        this.stored = stored;
        this.beside = beside;
    }

    /**
     * Another request hardly ever has the lock, so at first it is taken only if it is free, which needs no bound. Only
     * for a locked or missing row is the database told how long to wait.
     *
     * @throws NoConnectionException if there is no connection to take
     * @throws jakarta.persistence.PersistenceException if the lock is not obtained within 3 s, or if another
     *     transaction made the row first
     * @throws LedgerUnreadableException if the row is another user's
     */
    static LedgerRow lock(KeycloakSession session, String realmId, String userId) {
        // Hibernate itself, because Keycloak's proxy reduces an exception to its innermost cause (26.7.3,
        // EntityManagerProxy.convert): then nothing shows that H2 refused a lock.
        Session em = HeldConnection.hibernate(session);
        HeldConnection.take(em);
        LedgerEntity.Key key = new LedgerEntity.Key(realmId, userId);
        return lockIfFree(session, em, key).orElseGet(() -> waitFor(em, key));
    }

    /** @return empty if another transaction has the lock, if there is no row, or if the database cannot do that */
    private static Optional<LedgerRow> lockIfFree(KeycloakSession session, Session em, LedgerEntity.Key key) {
        Dialect dialect = em.getSessionFactory()
                .unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getDialect();
        if (dialect instanceof PostgreSQLDialect) {
            return new CommittedRows(session, key.userId())
                    .lockIfFree(key.realmId())
                    .map(locked -> new LedgerRow(em, key, locked.state(), locked.devices()));
        }
        // For a database that does not support it, Hibernate would omit the clause and wait without a bound.
        return dialect.getLockingSupport().getMetadata().getLockTimeoutType(Timeouts.SKIP_LOCKED)
                        == LockTimeoutType.QUERY
                ? find(em, key, SKIP_LOCKED)
                : Optional.empty();
    }

    private static LedgerRow waitFor(Session em, LedgerEntity.Key key) {
        LockWait wait = LockWait.bound(em);
        try {
            return find(em, key, wait.hints()).orElseGet(() -> insert(em, key));
        } finally {
            wait.restore();
        }
    }

    private static Optional<LedgerRow> find(Session em, LedgerEntity.Key key, Map<String, Object> hints) {
        return Optional.ofNullable(em.find(LedgerEntity.class, key, LockModeType.PESSIMISTIC_WRITE, hints))
                .map(found -> new LedgerRow(em, key, found.requireOf(key).state(), null));
    }

    private static LedgerRow insert(Session em, LedgerEntity.Key key) {
        LedgerEntity made = new LedgerEntity(key, LedgerJson.write(LedgerState.EMPTY));
        em.persist(made);
        em.flush();
        return new LedgerRow(em, key, made.state(), null);
    }

    /** Whether there is a row, as this session sees it; loads none into it. */
    public static boolean exists(KeycloakSession session, String realmId, String userId) {
        return session.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createNamedQuery("virtualMfaLedger.count", Long.class)
                        .setParameter("realmId", realmId)
                        .setParameter("userId", userId)
                        .getSingleResult()
                > 0;
    }

    /** Removes the row, if it is this very user's, in the session's transaction. */
    public static void remove(KeycloakSession session, String realmId, String userId) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        LedgerEntity.Key key = new LedgerEntity.Key(realmId, userId);
        LedgerEntity entity = em.find(LedgerEntity.class, key);
        if (entity != null && entity.isOf(key)) {
            em.remove(entity);
        }
    }

    /** The devices that were read in the statement that took the lock, and may have changed since; empty if none were read. */
    Optional<List<CredentialModel>> beside() {
        return Optional.ofNullable(beside);
    }

    /** @throws LedgerUnreadableException if it is damaged, or of a version that this release does not know */
    LedgerState state() {
        return LedgerJson.read(stored);
    }

    void store(LedgerState state) {
        String changed = LedgerJson.write(state);
        if (!changed.equals(stored)) {
            em.createNativeMutationQuery(STORE)
                    // Else Hibernate takes every table for changed, and looks through all of Keycloak's entities.
                    .setHint(HibernateHints.HINT_NATIVE_SPACES, LedgerEntity.class)
                    .setParameter("realmId", key.realmId())
                    .setParameter("userId", key.userId())
                    .setParameter("state", changed)
                    .executeUpdate();
            stored = changed;
        }
    }
}
