package io.github.keycloakawsmfa.internals;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Which of a realm's local and imported users are meant, and pages of them (Keycloak 26.4.7 to 26.7.3). Keycloak's own
 * search loads each user with several statements, and knows no condition on credentials. Service accounts are not
 * users here, as in Keycloak's own lists.
 */
public final class UserQuery {

    /**
     * One user.
     *
     * @param email null for none
     * @param createdEpochMilli null if it is not known
     * @param federationLink the component id of the store that the user was imported from, null for a local user
     */
    public record Row(
            String id, String username, String email, boolean enabled, Long createdEpochMilli, String federationLink) {}

    private static final String FROM =
            " from UserEntity u where u.realmId = :realmId and u.serviceAccountClientLink is null";

    private final StringBuilder conditions = new StringBuilder();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private String beginning = "";

    public UserQuery(RealmModel realm) {
        parameters.put("realmId", realm.getId());
    }

    /** @param prefix of the username, in lower case as Keycloak stores it */
    public UserQuery startingWith(String prefix) {
        beginning = prefix;
        return and("locate(:prefix, u.username) = 1", "prefix", prefix);
    }

    /** Those who have a credential of a type, or those who have none. */
    public UserQuery having(String credentialType, boolean some) {
        return and(
                (some ? "" : "not ")
                        + "exists (select c.id from CredentialEntity c where c.user.id = u.id and c.type = :type)",
                "type",
                credentialType);
    }

    /** Direct members of any of these groups. */
    public UserQuery in(Collection<String> groupIds) {
        return groupIds.isEmpty() ? none() : and("exists (" + MEMBERSHIP + ")", "groups", groupIds);
    }

    /** Those who have a role, however they have it. */
    public UserQuery having(RoleHolders holders) {
        if (holders.roleIds().isEmpty()) {
            return none();
        }
        String direct = "exists (select m.roleId from UserRoleMappingEntity m where m.user.id = u.id"
                + " and m.roleId in (:roles))";
        parameters.put("roles", holders.roleIds());
        return holders.groupIds().isEmpty()
                ? and(direct)
                : and(
                        "(" + direct + " or exists (" + MEMBERSHIP.replace(":groups", ":roleGroups") + "))",
                        "roleGroups",
                        holders.groupIds());
    }

    private static final String MEMBERSHIP =
            "select m.groupId from UserGroupMembershipEntity m where m.user.id = u.id and m.groupId in (:groups)";

    /** Any other condition on {@code u.id} and {@code u.realmId}. */
    public UserQuery and(String condition) {
        conditions.append(" and ").append(condition);
        return this;
    }

    private UserQuery and(String condition, String name, Object value) {
        parameters.put(name, value);
        return and(condition);
    }

    private UserQuery none() {
        return and("1 = 0");
    }

    /** @param after a username; empty to begin at the first, whatever the database takes for the least text */
    public List<Row> page(KeycloakSession session, String after, int most) {
        TextDialect texts = TextDialect.of(entityManager(session));
        if (!texts.fitsUsernames(beginning) || !texts.fitsUsernames(after)) {
            return List.of();
        }
        TypedQuery<Object[]> query = prepared(
                session,
                "select u.id, u.username, u.email, u.enabled, u.createdTimestamp, u.federationLink" + FROM
                        + (after.isEmpty() ? "" : " and u.username > :after") + conditions + " order by "
                        + texts.order("u.username"),
                Object[].class);
        if (!after.isEmpty()) {
            query.setParameter("after", after);
        }
        return query
                // In one round trip: Keycloak has PostgreSQL send 64 rows at a time (26.7.3).
                .setHint("org.hibernate.fetchSize", most + 1)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(UserQuery::row)
                .toList();
    }

    public long count(KeycloakSession session) {
        return prepared(session, "select count(u.id)" + FROM + conditions, Long.class)
                .getSingleResult();
    }

    private <T> TypedQuery<T> prepared(KeycloakSession session, String query, Class<T> type) {
        TypedQuery<T> prepared = entityManager(session)
                .createQuery(query, type)
                // The request's own changes do not concern this, and are not written early.
                .setFlushMode(FlushModeType.COMMIT);
        parameters.forEach(prepared::setParameter);
        return prepared;
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private static Row row(Object[] columns) {
        return new Row(
                (String) columns[0],
                (String) columns[1],
                (String) columns[2],
                (Boolean) columns[3],
                (Long) columns[4],
                (String) columns[5]);
    }
}
