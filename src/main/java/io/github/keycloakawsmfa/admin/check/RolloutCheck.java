package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.aws.RequiredFrom;
import io.github.keycloakawsmfa.aws.Rollout;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.RoleHolders;
import io.github.keycloakawsmfa.internals.UserQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The dates of groups and AWS roles from which on a device is needed: those that cannot be read, and those that have
 * passed while local or imported users are still without one. Each takes one statement that counts.
 *
 * @param nameGroups whether the caller may see which groups there are
 */
record RolloutCheck(KeycloakSession session, RealmModel realm, boolean nameGroups, Instant now) implements Check {

    /** The oldest dates: somebody who has more of them knows by then. */
    private static final int MOST = 100;

    private static final String DATE = "Write a date such as 2027-01-01 into the attribute, or remove it.";

    @Override
    public List<Finding> run() {
        Rollout rollout = Rollout.of(session, realm);
        Stream<Optional<Finding>> ofGroups = past(rollout.groups())
                .map(dated -> Optional.ofNullable(session.groups().getGroupById(realm, dated.getKey()))
                        .flatMap(group -> finding(
                                "group" + (nameGroups ? " " + KeycloakModelUtils.buildGroupPath(group) : ""),
                                dated.getValue(),
                                query().in(RoleHolders.withSubgroups(Stream.of(group))))));
        Stream<Optional<Finding>> ofRoles = past(rollout.roles())
                .map(dated -> Optional.ofNullable(session.roles().getRoleById(realm, dated.getKey()))
                        .flatMap(role -> finding(
                                "role " + role.getName(),
                                dated.getValue(),
                                query().having(RoleHolders.of(session, realm, List.of(role))))));
        return Stream.concat(ofGroups, ofRoles).flatMap(Optional::stream).toList();
    }

    private Stream<Map.Entry<String, Instant>> past(Map<String, Instant> dates) {
        return dates.entrySet().stream()
                .filter(dated -> !now.isBefore(dated.getValue()))
                .sorted(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST);
    }

    private Optional<Finding> finding(String holder, Instant date, UserQuery late) {
        String where = holder + ", " + RequiredFrom.ATTRIBUTE;
        if (date.equals(RequiredFrom.UNREADABLE)) {
            return Optional.of(Finding.of(
                    FindingId.ROLLOUT_DATE_UNREADABLE,
                    where,
                    "This value is neither a date nor an instant, so it counts as past: a device is needed now.",
                    DATE));
        }
        long users = late.count(session);
        return users == 0
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.ROLLOUT_OVERDUE,
                        where,
                        "A device is needed since " + date + ", and " + users
                                + (users == 1 ? " enabled user has none." : " enabled users have none."),
                        "GET users?device=none lists them; POST remind mails them."));
    }

    private UserQuery query() {
        return new UserQuery(realm).having(VirtualMfaDevice.TYPE, false).and("u.enabled = true");
    }
}
