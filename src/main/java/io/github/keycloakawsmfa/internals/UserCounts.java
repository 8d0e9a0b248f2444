package io.github.keycloakawsmfa.internals;

import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How many of a realm's local and imported users there are, and how many of them have a credential of a type: the
 * database counts (Keycloak 26.4.7 to 26.7.3), no user is read. Without service accounts.
 */
public final class UserCounts {

    private static final String USERS = " u.realmId = :realmId and u.serviceAccountClientLink is null";
    private static final String HAVING =
            " and exists (select c.id from CredentialEntity c where c.user.id = u.id and c.type = :type)";

    /** A week's length. Week 0 begins at {@link #MONDAY}, so that all begin on Mondays. */
    public static final Duration WEEK = Duration.ofDays(7);

    /** The first Monday of the epoch, in UTC. */
    public static final Instant MONDAY = Instant.EPOCH.plus(Duration.ofDays(4));

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String type;

    /** @param type of the credentials */
    public UserCounts(KeycloakSession session, RealmModel realm, String type) {
        this.session = session;
        this.realm = realm;
        this.type = type;
    }

    public long all() {
        return new UserQuery(realm).count(session);
    }

    public long having() {
        return new UserQuery(realm).having(type, true).count(session);
    }

    /** Direct members by group id. */
    public Map<String, Long> byGroup() {
        return counts(group(""), false);
    }

    /** The same, but only those who have such a credential. */
    public Map<String, Long> byGroupHaving() {
        return counts(group(HAVING), true);
    }

    private static String group(String also) {
        return "select m.groupId, count(m.groupId) from UserGroupMembershipEntity m join UserEntity u on u.id = m.user.id"
                + " where" + USERS + also + " group by m.groupId";
    }

    /** How many users were made in each week, counted from {@link #MONDAY}; those of unknown age before the first. */
    public Map<Long, Long> byWeekMade() {
        return weeks("select coalesce(u.createdTimestamp, 0) as moment from UserEntity u where" + USERS, false);
    }

    /** How many users have had such a credential since each week: the oldest one that they have today counts. */
    public Map<Long, Long> byWeekSince() {
        return weeks(
                "select min(coalesce(c.createdDate, 0)) as moment from CredentialEntity c join UserEntity u on u.id = c.user.id"
                        + " where c.type = :type and" + USERS + " group by u.id",
                true);
    }

    /** How many users of other stores have such a credential. */
    public long federatedHaving() {
        return query(
                        "select count(distinct c.userId) from FederatedUserCredentialEntity c"
                                + " where c.realmId = :realmId and c.type = :type",
                        Long.class,
                        true)
                .getSingleResult();
    }

    private Map<Long, Long> weeks(String times, boolean typed) {
        // A query in a query, because MariaDB may be set to group by columns only; floor, because databases differ in
        // what they make of a quotient of whole numbers.
        String query = "select w.week, count(w.week) from (select floor((t.moment - " + MONDAY.toEpochMilli() + ") / "
                + WEEK.toMillis() + ") as week from (" + times + ") t) w group by w.week";
        Map<Long, Long> found = new TreeMap<>();
        query(query, Object[].class, typed)
                .getResultList()
                .forEach(row -> found.merge(((Number) row[0]).longValue(), (Long) row[1], Long::sum));
        return found;
    }

    private Map<String, Long> counts(String query, boolean typed) {
        return query(query, Object[].class, typed).getResultList().stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    private <T> TypedQuery<T> query(String query, Class<T> result, boolean typed) {
        TypedQuery<T> prepared = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(query, result)
                .setParameter("realmId", realm.getId())
                .setFlushMode(FlushModeType.COMMIT);
        return typed ? prepared.setParameter("type", type) : prepared;
    }
}
