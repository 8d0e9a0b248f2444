package io.github.keycloakawsmfa.device.seal;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The first thing that a realm's own key has sealed: only the same secret opens it. So a component that replaces the
 * first one is detected, and nothing is kept that would help to guess a key.
 */
public final class FirstSeal {

    private static final byte[] MADE = "made".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FOUND = "found".getBytes(StandardCharsets.US_ASCII);

    private final String realmId;
    private final Envelope envelope;

    private FirstSeal(String realmId, Envelope envelope) {
        this.realmId = realmId;
        this.envelope = envelope;
    }

    /**
     * @return empty if the realm's own key has sealed nothing yet
     * @throws BrokenSealException if the row is damaged, or of a later version
     */
    static Optional<FirstSeal> of(KeycloakSession session, String realmId) {
        FirstSealEntity row = entityManager(session).find(FirstSealEntity.class, realmId);
        return Optional.ofNullable(row).map(present -> new FirstSeal(realmId, Envelope.fromJson(present.envelope())));
    }

    /** @param found whether the key was there before, so that somebody else may have put it there */
    static void keep(KeycloakSession session, String realmId, MasterKey key, boolean found) {
        String sealed = Envelope.seal(key, realmId, context(realmId), found ? FOUND : MADE)
                .toJson();
        EntityManager em = entityManager(session);
        em.persist(new FirstSealEntity(realmId, sealed));
        em.flush();
    }

    public static void remove(KeycloakSession session, String realmId) {
        entityManager(session)
                .createNamedQuery("virtualMfaFirstSeal.delete")
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    /** What devices call the key, whatever its component calls itself now. */
    String keyId() {
        return envelope.keyId();
    }

    /**
     * @return whether it was there before it sealed
     * @throws BrokenSealException if it is another key
     */
    boolean wasFound(MasterKey key) {
        return Arrays.equals(envelope.open(key, realmId, context(realmId)), FOUND);
    }

    private static byte[] context(String realmId) {
        return LengthPrefixed.of("first seal", realmId);
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
