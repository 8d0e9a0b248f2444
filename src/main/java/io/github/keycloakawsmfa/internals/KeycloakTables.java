package io.github.keycloakawsmfa.internals;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.metamodel.Attribute;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Queries on Keycloak's tables of realms, users, clients and roles (26.4.7 to 26.7.3), where its own calls take several
 * statements for each row, or do not exist. Without these tables, its providers list users, clients and roles, slowly.
 */
public final class KeycloakTables {

    /** The entity of realms, whose id is {@code id}. */
    public static final String REALM = "RealmEntity";

    /** The ids of users whom a federation provider imported: the parameters {@code realmId} and {@code componentId}. */
    public static final String IMPORTED_USERS =
            "select u.id from UserEntity u where u.realmId = :realmId and u.federationLink = :componentId";

    private KeycloakTables() {}

    /**
     * Whether the table of users has what {@link #IMPORTED_USERS} reads. Asked first, because a named query on other
     * attributes would keep the server from starting, and one that fails rolls the request back.
     */
    public static boolean knowImportedUsers(EntityManager em) {
        return em.getMetamodel().getEntities().stream()
                .filter(entity -> entity.getName().equals("UserEntity"))
                .flatMap(entity -> entity.getAttributes().stream())
                .map(Attribute::getName)
                .collect(Collectors.toSet())
                .containsAll(Set.of("id", "realmId", "federationLink"));
    }

    /** Loads users and credentials with one statement each, so that Keycloak finds them in the session when it changes them. */
    public static void load(KeycloakSession session, List<String> userIds, String credentialType) {
        EntityManager em = entityManager(session);
        em.createQuery("select u from UserEntity u where u.id in (:ids)", Object.class)
                .setParameter("ids", userIds)
                .getResultList();
        em.createQuery("select c from CredentialEntity c where c.user.id in (:ids) and c.type = :type", Object.class)
                .setParameter("ids", userIds)
                .setParameter("type", credentialType)
                .getResultList();
    }

    /** Internal ids of clients that have an attribute, whatever its value, ordered by client id. */
    public static List<String> clientsWithAttribute(KeycloakSession session, RealmModel realm, String name) {
        return inRealm(
                        session,
                        realm,
                        "select a.client.id from ClientAttributeEntity a"
                                + " where a.client.realmId = :realmId and a.name = :name order by a.client.clientId")
                .setParameter("name", name)
                .getResultList();
    }

    /** Ids of realms that have a client with an attribute, whatever its value, the first ones by their names. */
    public static List<String> realmsWithClientAttribute(KeycloakSession session, String name, int most) {
        return entityManager(session)
                .createQuery(
                        "select r.id from RealmEntity r where r.id in (select a.client.realmId"
                                + " from ClientAttributeEntity a where a.name = :name) order by r.name",
                        String.class)
                .setParameter("name", name)
                .setMaxResults(most)
                .getResultList();
    }

    /** Internal ids of clients, ordered by client id. */
    public static List<String> clientsOf(KeycloakSession session, RealmModel realm, String protocol) {
        return inRealm(
                        session,
                        realm,
                        "select c.id from ClientEntity c"
                                + " where c.realmId = :realmId and c.protocol = :protocol order by c.clientId")
                .setParameter("protocol", protocol)
                .getResultList();
    }

    /** Names with a comma of the realm's roles and of those of its other clients. */
    public static List<String> roleNamesWithComma(KeycloakSession session, RealmModel realm, ClientModel but) {
        return inRealm(
                        session,
                        realm,
                        "select r.name from RoleEntity r where r.realmId = :realmId and locate(',', r.name) > 0"
                                + " and (r.clientId is null or r.clientId <> :client)")
                .setParameter("client", but.getId())
                .getResultList();
    }

    private static TypedQuery<String> inRealm(KeycloakSession session, RealmModel realm, String query) {
        return entityManager(session).createQuery(query, String.class).setParameter("realmId", realm.getId());
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
