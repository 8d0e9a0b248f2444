package io.github.keycloakawsmfa.admin.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.UserCounts;
import jakarta.ws.rs.ForbiddenException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * How many of a realm's users have a device. Counted by the database, in a handful of statements; groups count their
 * direct members.
 *
 * @param users local and imported ones, enabled or not, without service accounts
 * @param groups the one with the most users without a device first, at most {@link #MOST_GROUPS}
 * @param weeks the last ones, each with all users and devices up to its end, oldest first
 * @param notCounted sentences about what is left out; empty if nothing is
 */
public record Coverage(
        @JsonProperty("users") long users,
        @JsonProperty("withDevice") long withDevice,
        @JsonProperty("groups") List<Group> groups,
        @JsonProperty("weeks") List<Week> weeks,
        @JsonProperty("notCounted") List<String> notCounted) {

    static final int MOST_GROUPS = 200;

    private static final int WEEKS = 52;

    /** Of a group. */
    record Group(
            @JsonProperty("id") String id,
            @JsonProperty("path") String path,
            @JsonProperty("users") long users,
            @JsonProperty("withDevice") long withDevice) {}

    /**
     * At the end of a week, as far as today's users and devices tell: what was removed since is not counted.
     *
     * @param begin the Monday, ISO 8601; days begin at midnight UTC
     */
    record Week(
            @JsonProperty("begin") String begin,
            @JsonProperty("users") long users,
            @JsonProperty("withDevice") long withDevice) {}

    /** @throws ForbiddenException if the caller may not see all users */
    public static Coverage of(AdminRequest administrator, Instant now) {
        if (!administrator.auth().hasOneAdminRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS)) {
            throw new ForbiddenException();
        }
        administrator.requireNoQuery();
        KeycloakSession session = administrator.session();
        RealmModel realm = administrator.realm();
        UserCounts counts = new UserCounts(session, realm, VirtualMfaDevice.TYPE);
        return new Coverage(
                counts.all(),
                counts.having(),
                groups(session, realm, counts),
                weeks(counts.byWeekMade(), counts.byWeekSince(), now),
                NotListed.inCounts(realm, counts.federatedHaving()));
    }

    private static List<Group> groups(KeycloakSession session, RealmModel realm, UserCounts counts) {
        Map<String, Long> having = counts.byGroupHaving();
        record Counted(String id, long users, long having) {}
        return counts.byGroup().entrySet().stream()
                .map(group -> new Counted(group.getKey(), group.getValue(), having.getOrDefault(group.getKey(), 0L)))
                .sorted(Comparator.comparingLong((Counted group) -> group.having() - group.users())
                        .thenComparing(Counted::id))
                .flatMap(group -> Stream.ofNullable(session.groups().getGroupById(realm, group.id()))
                        .filter(found -> found.getType() == GroupModel.Type.REALM)
                        .map(found -> new Group(
                                group.id(), KeycloakModelUtils.buildGroupPath(found), group.users(), group.having())))
                .limit(MOST_GROUPS)
                .toList();
    }

    private static List<Week> weeks(Map<Long, Long> made, Map<Long, Long> since, Instant now) {
        long last = Math.floorDiv(Duration.between(UserCounts.MONDAY, now).toMillis(), UserCounts.WEEK.toMillis());
        List<Week> weeks = new ArrayList<>();
        for (long week = last - WEEKS + 1; week <= last; week++) {
            String begin = UserCounts.MONDAY
                    .plus(UserCounts.WEEK.multipliedBy(week))
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
            weeks.add(new Week(begin, upTo(week, made), upTo(week, since)));
        }
        return weeks;
    }

    private static long upTo(long week, Map<Long, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey() <= week)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
