package io.github.keycloakawsmfa.device.token;

import io.github.keycloakawsmfa.device.database.HeldConnection;
import io.github.keycloakawsmfa.device.database.LockWait;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.seeds.Serial;
import io.github.keycloakawsmfa.seeds.Token;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** A realm's hardware tokens, in the session's transaction. */
public record TokenStore(KeycloakSession session, RealmModel realm) {

    /** By its serial number in any case; empty if there is none. */
    public Optional<StoredToken> find(String serial) {
        return find(serial, (em, key) -> em.find(TokenEntity.class, key));
    }

    /** The same, locked until the transaction ends: of two who want it, one gets it. */
    public Optional<StoredToken> lock(String serial) {
        return find(serial, (em, key) -> {
            // Not by Keycloak's proxy, which hides how H2 refuses: see LedgerRow.
            Session unwrapped = HeldConnection.hibernate(session);
            LockWait wait = LockWait.bound(unwrapped);
            try {
                return unwrapped.find(TokenEntity.class, key, LockModeType.PESSIMISTIC_WRITE, wait.hints());
            } finally {
                wait.restore();
            }
        });
    }

    private Optional<StoredToken> find(String serial, BiFunction<EntityManager, TokenEntity.Key, TokenEntity> finding) {
        return Optional.of(serial)
                .filter(Serial::isOne)
                .map(text -> finding.apply(em(), key(text)))
                .filter(row -> row.serialKey().equals(Serial.key(serial)))
                .map(StoredToken::new);
    }

    /**
     * @param userId whose device it is; empty for nobody's
     * @throws io.github.keycloakawsmfa.seeds.SeedFileException if a text of it is too long
     */
    public void insert(Token token, Optional<String> userId, DeviceSeal seal, Instant now) {
        String data = TokenData.of(token, now).toJson();
        String key = Serial.key(token.serial());
        TokenEntity row = new TokenEntity(
                new TokenEntity.Key(realm.getId(), key),
                HardwareToken.State.WAITING.wireName(),
                data,
                seal.sealToken(key, data, token.seed().secret()),
                seal.currentKeyId());
        userId.ifPresent(id -> row.change(HardwareToken.State.ASSIGNED.wireName(), id));
        em().persist(row);
    }

    /** Serial numbers of one user's, in their order. The rows are read when they are locked: Hibernate reads none again. */
    public List<String> serialsOf(String userId) {
        return em().createNamedQuery("virtualMfaToken.ofUser", String.class)
                .setParameter("realmId", realm.getId())
                .setParameter("userId", userId)
                .getResultList();
    }

    /** Those whose serial numbers come after one, in their order. */
    public List<StoredToken> page(String after, int most) {
        return TokenEntity.page(em(), realm.getId(), after, "").setMaxResults(most).getResultList().stream()
                .map(StoredToken::new)
                .toList();
    }

    /** Whether there is any. */
    public boolean any() {
        return !page("", 1).isEmpty();
    }

    /** Takes a token of this session out of the realm. */
    public void remove(StoredToken token) {
        token.removeFrom(em());
    }

    /** When the realm is removed. */
    public static void removeAll(KeycloakSession session, String realmId) {
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createNamedQuery("virtualMfaToken.deleteRealm")
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    private TokenEntity.Key key(String serial) {
        return new TokenEntity.Key(realm.getId(), Serial.key(serial));
    }

    private EntityManager em() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
