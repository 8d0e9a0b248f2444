package io.github.keycloakawsmfa.internals;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** What a text must be to be looked for among usernames: Keycloak's own lookups fail in the database on others. */
public final class Usernames {

    private Usernames() {}

    /** Whether the realm's database can compare usernames with it: see {@link TextDialect}. */
    public static boolean fit(KeycloakSession session, String text) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return text.chars().noneMatch(Character::isISOControl)
                && TextDialect.of(em).fitsUsernames(text);
    }
}
