package io.github.keycloakawsmfa.internals;

import jakarta.persistence.TypedQuery;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Which groups and roles have an attribute (Keycloak 26.4.7 to 26.7.3): its own calls find groups by an attribute's
 * value only, and roles not at all. Without these tables, all groups and all roles of clients would have to be read.
 */
public record RolloutTables(KeycloakSession session, RealmModel realm) {

    /**
     * One value of an attribute of a group, a role or a realm.
     *
     * @param containerId the internal id of a role's client; null for the others
     * @param value may be null
     */
    public record Valued(String id, String containerId, String value) {}

    /** One for each value, in the order of the groups' ids. */
    public List<Valued> groups(String attribute) {
        return query("select g.id, a.value from GroupAttributeEntity a join a.group g"
                        + " where g.realm = :realmId and a.name = :name order by g.id")
                .setParameter("name", attribute)
                .getResultList()
                .stream()
                .map(row -> new Valued((String) row[0], null, (String) row[1]))
                .toList();
    }

    /** The same for roles of clients. */
    public List<Valued> clientRoles(String attribute) {
        return query("select r.id, r.clientId, a.value from RoleAttributeEntity a join a.role r"
                        + " where r.realmId = :realmId and r.clientRole = true and a.name = :name order by r.id")
                .setParameter("name", attribute)
                .getResultList()
                .stream()
                .map(row -> new Valued((String) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    /** The realms that have an attribute, each with its value, in the order of their ids. */
    public static List<Valued> realms(KeycloakSession session, String attribute) {
        return session
                .getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(
                        "select r.id, a.value from RealmAttributeEntity a join a.realm r"
                                + " where a.name = :name order by r.id",
                        Object[].class)
                .setParameter("name", attribute)
                .getResultList()
                .stream()
                .map(row -> new Valued((String) row[0], null, (String) row[1]))
                .toList();
    }

    private TypedQuery<Object[]> query(String query) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(query, Object[].class)
                .setParameter("realmId", realm.getId());
    }
}
