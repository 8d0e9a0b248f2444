package io.github.keycloakawsmfa.device.token;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The keys that a realm's hardware tokens are sealed under. They are handled a few at a time, in a transaction each. */
public record TokenKeys(KeycloakSession session, RealmModel realm) {

    /** Whoever activates one of them meanwhile waits, briefly. */
    private static final int BATCH = 100;

    private static final int MOST_TRIED = 1000;

    /** A token that does not open, and stays as it is. */
    public record TokenFailure(String serial, String reason) {}

    /** How many of the first ones were tried, and those of them that do not open. */
    public record Tried(int tokens, List<TokenFailure> broken) {}

    /**
     * What has been done with the next few.
     *
     * @param last the serial number of the last one; empty if these were all
     */
    public record Batch(int done, List<TokenFailure> failures, Optional<String> last) {}

    /** How many there are by key id, sorted. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        em(session)
                .createNamedQuery("virtualMfaToken.byKey", Object[].class)
                .setParameter("realmId", realm.getId())
                .getResultList()
                .forEach(group -> counts.put((String) group[0], (Long) group[1]));
        return counts;
    }

    /** Tries whether the first ones open; those whose key is unavailable are no failures, for the key is. */
    public Tried tryFirst(DeviceSeal seal, long most) {
        List<StoredToken> first = new TokenStore(session, realm).page("", (int) Math.min(most, MOST_TRIED));
        return new Tried(
                first.size(),
                first.stream().flatMap(token -> failure(token, seal).stream()).toList());
    }

    private static Optional<TokenFailure> failure(StoredToken token, DeviceSeal seal) {
        try {
            token.open(seal);
            return Optional.empty();
        } catch (BrokenSealException e) {
            return Optional.of(new TokenFailure(token.serialKey(), e.getMessage()));
        } catch (KeyUnavailableException e) {
            // Told once, for its key.
            return Optional.empty();
        }
    }

    /** Seals the next ones under the current key that are sealed under another. */
    public Batch reseal(String after) {
        return OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
            DeviceSeal seal = new DeviceSeal(new KeySource(inner, innerRealm), innerRealm);
            List<TokenEntity> rows = next(inner, "and t.keyId <> :keyId", seal.currentKeyId(), after);
            List<TokenFailure> failures = new ArrayList<>();
            for (TokenEntity row : rows) {
                try {
                    // These columns only: somebody may be activating the token.
                    em(inner)
                            .createNamedQuery("virtualMfaToken.reseal")
                            .setParameter("sealed", new StoredToken(row).resealed(seal))
                            .setParameter("keyId", seal.currentKeyId())
                            .setParameter("realmId", realm.getId())
                            .setParameter("serialKey", row.serialKey())
                            .executeUpdate();
                } catch (BrokenSealException | KeyUnavailableException e) {
                    failures.add(new TokenFailure(row.serialKey(), e.getMessage()));
                }
            }
            return new Batch(rows.size() - failures.size(), List.copyOf(failures), last(rows));
        });
    }

    /** Takes the next ones out of the realm that are sealed under a key. */
    public Batch forget(String keyId, String after) {
        return OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
            List<TokenEntity> rows = next(inner, "and t.keyId = :keyId", keyId, after);
            int removed = rows.isEmpty()
                    ? 0
                    : em(inner)
                            .createNamedQuery("virtualMfaToken.forget")
                            .setParameter("keyId", keyId)
                            .setParameter("realmId", realm.getId())
                            .setParameter(
                                    "serialKeys",
                                    rows.stream().map(TokenEntity::serialKey).toList())
                            .executeUpdate();
            return new Batch(removed, List.of(), last(rows));
        });
    }

    private List<TokenEntity> next(KeycloakSession inner, String whichKey, String keyId, String after) {
        return TokenEntity.page(em(inner), realm.getId(), after, whichKey)
                .setParameter("keyId", keyId)
                .setMaxResults(BATCH)
                .getResultList();
    }

    private static Optional<String> last(List<TokenEntity> rows) {
        return rows.size() < BATCH
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).serialKey());
    }

    private static EntityManager em(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
