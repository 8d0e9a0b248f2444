package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.aws.AwsRoleIndex;
import io.github.keycloakawsmfa.aws.Rollout;
import io.github.keycloakawsmfa.device.ledger.DevicesOfUsers;
import io.github.keycloakawsmfa.internals.UserLinks;
import io.github.keycloakawsmfa.internals.UserQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A walk over a realm's users, page by page: those in Keycloak's own tables, by five statements a page, and two more where a roll-out has dates, then those of
 * other stores of whom Keycloak stores something, one by one. The pages are no snapshot: each is as committed when it
 * is read.
 */
public final class UserWalk {

    /** How many users a page has, unless fewer are wanted. */
    public static final int PAGE = 1000;

    private final UserFilter filter;
    private final Viewer viewer;
    private final AwsRoleIndex awsRoles;
    private Cursor position;
    private boolean over;

    /** Whether anything in the realm has a date, as the first page found it. */
    private boolean dated = true;

    UserWalk(UserFilter filter, Viewer viewer, AwsRoleIndex awsRoles, Cursor from) {
        this.filter = filter;
        this.viewer = viewer;
        this.awsRoles = awsRoles;
        this.position = from;
    }

    /** Over all users that the caller may see. */
    public static UserWalk all(Viewer viewer, AwsRoleIndex awsRoles) {
        return from(Cursor.START, viewer, awsRoles, Optional.empty());
    }

    /**
     * The same from a user on.
     *
     * @param device whether they have a device; empty for either
     */
    public static UserWalk from(Cursor position, Viewer viewer, AwsRoleIndex awsRoles, Optional<Boolean> device) {
        return new UserWalk(UserFilter.EVERYBODY.withDevice(device), viewer, awsRoles, position);
    }

    /** Whether all users have been read. */
    public boolean isOver() {
        return over;
    }

    /** Behind whom the next page begins. */
    public Cursor position() {
        return position;
    }

    /**
     * The next users, fewer or even none where some do not count; see {@link #isOver}.
     *
     * @param session in which they are read: it may be a different one each time
     * @param most how many to look at
     */
    public List<UserEntry> next(KeycloakSession session, RealmModel realm, int most) {
        return position.federated() ? federated(session, realm, most) : stored(session, realm, most);
    }

    private List<UserEntry> stored(KeycloakSession session, RealmModel realm, int most) {
        List<UserQuery.Row> rows = filter.query(realm).page(session, position.after(), most);
        position = rows.size() < most
                ? new Cursor(true, "")
                : new Cursor(false, rows.get(most - 1).username());
        Predicate<String> seen = viewer.in(session, realm);
        List<String> ids = rows.stream().map(UserQuery.Row::id).filter(seen).toList();
        UserLinks links = new UserLinks(session);
        Map<String, Set<String>> groups = links.groups(ids);
        Map<String, Set<String>> roles = links.roles(ids);
        DevicesOfUsers devices = DevicesOfUsers.read(session, realm, ids);
        Set<String> wanted = Set.copyOf(ids);
        Optional<Rollout> rollout = rollout(session, realm);
        return rows.stream()
                .filter(row -> wanted.contains(row.id()))
                .map(row -> {
                    Set<String> groupIds = groups.getOrDefault(row.id(), Set.of());
                    Set<String> roleIds = roles.getOrDefault(row.id(), Set.of());
                    return new UserEntry(
                            new Cursor(false, row.username()),
                            row.id(),
                            row.username(),
                            Optional.ofNullable(row.email()),
                            row.enabled(),
                            Optional.ofNullable(row.createdEpochMilli()).map(Instant::ofEpochMilli),
                            Optional.ofNullable(row.federationLink()).map(link -> FederatedEntries.store(realm, link)),
                            devices.passwordSetAt(row.id()),
                            devices.of(row.id()),
                            devices.builtInOtp(row.id()),
                            groupIds,
                            roleIds,
                            awsRoles.arns(session, realm, roleIds, groupIds),
                            rollout.flatMap(dates -> dates.requiredFrom(roleIds, groupIds)),
                            Optional.empty());
                })
                .toList();
    }

    private List<UserEntry> federated(KeycloakSession session, RealmModel realm, int most) {
        List<String> ids = new UserLinks(session).federatedUsers(realm, position.after(), most);
        if (ids.size() < most) {
            over = true;
        } else {
            position = new Cursor(true, ids.get(most - 1));
        }
        List<String> seen = ids.stream().filter(viewer.in(session, realm)).toList();
        DevicesOfUsers devices = DevicesOfUsers.read(session, realm, seen);
        FederatedEntries entries = new FederatedEntries(session, realm, awsRoles, rollout(session, realm));
        return seen.stream()
                .map(id -> entries.of(id, devices.of(id), devices.builtInOtp(id), devices.passwordSetAt(id)))
                .filter(filter::takes)
                .toList();
    }

    private Optional<Rollout> rollout(KeycloakSession session, RealmModel realm) {
        Optional<Rollout> rollout = dated ? Optional.of(Rollout.of(session, realm)) : Optional.empty();
        dated = rollout.filter(dates -> !dates.isEmpty()).isPresent();
        return rollout;
    }
}
