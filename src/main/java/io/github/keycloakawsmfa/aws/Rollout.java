package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.internals.RolloutTables;
import io.github.keycloakawsmfa.internals.RolloutTables.Valued;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * From when on a realm's users need a device: the earliest {@link RequiredFrom} of their groups, with the groups above
 * those, and of their AWS roles, however they have them. Read once for a call: it remembers what it has found out, at
 * most as much as there are groups and roles. Where nothing has a date, no user's groups and roles are read.
 */
public final class Rollout {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Map<String, Instant> groups;
    private final Map<String, Instant> roles;
    private final Inherited<Instant> dates;

    private Rollout(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        RolloutTables tables = new RolloutTables(session, realm);
        this.groups = earliest(tables.groups(RequiredFrom.ATTRIBUTE));
        List<Valued> dated = tables.clientRoles(RequiredFrom.ATTRIBUTE);
        Set<String> aws = dated.stream()
                .map(Valued::containerId)
                .distinct()
                .filter(this::isAws)
                .collect(Collectors.toSet());
        this.roles = earliest(
                dated.stream().filter(role -> aws.contains(role.containerId())).toList());
        this.dates = new Inherited<>(
                roles.isEmpty() ? Optional.empty() : Optional.of(role -> Stream.ofNullable(roles.get(role.getId()))),
                group -> Stream.ofNullable(groups.get(group)));
    }

    /** As the database has it now. */
    public static Rollout of(KeycloakSession session, RealmModel realm) {
        return new Rollout(session, realm);
    }

    /** One user's date, for a request that may have the ledger act: see {@link OwnTransaction#orHeld}. */
    public static Optional<Instant> requiredFrom(KeycloakSession session, RealmModel realm, UserModel user) {
        return OwnTransaction.orHeld(session, realm, (reading, same) -> {
            Rollout rollout = of(reading, same);
            return rollout.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(reading.users().getUserById(same, user.getId()))
                            .flatMap(rollout::requiredFrom);
        });
    }

    /** Whether nobody in the realm has a date. */
    public boolean isEmpty() {
        return groups.isEmpty() && roles.isEmpty();
    }

    /** A user's date; empty for none. */
    public Optional<Instant> requiredFrom(UserModel user) {
        return isEmpty()
                ? Optional.empty()
                : requiredFrom(
                        user.getRoleMappingsStream().map(RoleModel::getId).collect(Collectors.toSet()),
                        user.getGroupsStream().map(GroupModel::getId).collect(Collectors.toSet()));
    }

    /**
     * The same for a user who need not be loaded.
     *
     * @param roleIds of the roles that they have directly
     * @param groupIds of the groups of which they are a direct member
     */
    public Optional<Instant> requiredFrom(Collection<String> roleIds, Collection<String> groupIds) {
        return isEmpty()
                ? Optional.empty()
                : dates.by(session, realm, roleIds, groupIds).min(Comparator.naturalOrder());
    }

    /** The groups that have a date of their own, by id. */
    public Map<String, Instant> groups() {
        return groups;
    }

    /** The AWS roles that have a date of their own, by id. */
    public Map<String, Instant> roles() {
        return roles;
    }

    private boolean isAws(String clientId) {
        ClientModel client = realm.getClientById(clientId);
        return client != null && (AwsClientSettings.isGuarded(client) || AwsClientDetector.mayLeadToAws(client));
    }

    private static Map<String, Instant> earliest(List<Valued> dated) {
        Map<String, Instant> dates = new HashMap<>();
        dated.forEach(one -> RequiredFrom.of(one.value())
                .ifPresent(date -> dates.merge(one.id(), date, (some, other) -> some.isBefore(other) ? some : other)));
        return Map.copyOf(dates);
    }
}
