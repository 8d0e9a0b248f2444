package io.github.keycloakawsmfa.internals;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What Keycloak's tables hold about many local and imported users at once (26.4.7 to 26.7.3): its own calls take several
 * statements for each user.
 */
public final class UserLinks {

    private final EntityManager em;

    public UserLinks(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** The groups that each is a direct member of; users without any are left out. */
    public Map<String, Set<String>> groups(Collection<String> userIds) {
        return many("select m.user.id, m.groupId from UserGroupMembershipEntity m where m.user.id in (:ids)", userIds);
    }

    /** The roles that each has directly; users without any are left out. */
    public Map<String, Set<String>> roles(Collection<String> userIds) {
        return many("select m.user.id, m.roleId from UserRoleMappingEntity m where m.user.id in (:ids)", userIds);
    }

    /**
     * Ids of users who are not imported and of whom Keycloak stores something, in their order.
     *
     * @param after an id; empty to begin at the first
     */
    public List<String> federatedUsers(RealmModel realm, String after, int most) {
        return em.createQuery(
                        "select f.id from FederatedUser f where f.realmId = :realmId and f.id > :after"
                                + " and f.id like 'f:%' order by "
                                + TextDialect.of(em).order("f.id"),
                        String.class)
                .setParameter("realmId", realm.getId())
                .setParameter("after", after.isEmpty() ? " " : after)
                .setFlushMode(FlushModeType.COMMIT)
                .setMaxResults(most)
                .getResultList();
    }

    /** A role and all composites that contain it, however deep. */
    public Set<String> withComposites(String roleId) {
        Set<String> known = new HashSet<>();
        Collection<String> found = List.of(roleId);
        while (!found.isEmpty()) {
            known.addAll(found);
            // Of Keycloak's table and not of an entity, which has changed from 26.4 to 26.7.
            @SuppressWarnings("unchecked")
            List<String> containing = em.createNativeQuery(
                            "select r.COMPOSITE from {h-schema}COMPOSITE_ROLE r where r.CHILD_ROLE in (:ids)",
                            String.class)
                    .setParameter("ids", found)
                    .getResultList();
            found = new HashSet<>(containing);
            found.removeAll(known);
        }
        return known;
    }

    private Map<String, Set<String>> many(String query, Collection<String> userIds) {
        Map<String, Set<String>> found = new HashMap<>();
        rows(query, userIds)
                .forEach(row -> found.computeIfAbsent((String) row[0], id -> new HashSet<>())
                        .add((String) row[1]));
        return found;
    }

    private List<Object[]> rows(String query, Collection<String> userIds) {
        if (userIds.isEmpty()) {
            return List.of();
        }
        return em.createQuery(query, Object[].class)
                .setParameter("ids", userIds)
                .setFlushMode(FlushModeType.COMMIT)
                .setHint("org.hibernate.fetchSize", 10_000)
                .getResultList();
    }
}
