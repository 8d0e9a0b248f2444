package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.UserLinks;
import io.github.keycloakawsmfa.internals.UserQuery;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Which users a walk is about.
 *
 * @param beginning of the username, in lower case; empty for any
 * @param device whether they have a device; empty for either
 * @param group of whose groups they are a direct member of one; empty for any
 * @param role which role they have; empty for any
 * @param ledgerWord a word that is in the ledger rows of all who are meant, and maybe of others; empty for any
 */
record UserFilter(
        String beginning,
        Optional<Boolean> device,
        Optional<Set<String>> group,
        Optional<Roles> role,
        Optional<String> ledgerWord) {

    /** Who has a role: directly one of these roles, or as a direct member of one of these groups. */
    record Roles(Set<String> roleIds, Set<String> groupIds) {}

    static final UserFilter EVERYBODY =
            new UserFilter("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The query parameters {@code group} and {@code role}, and the name's beginning in another one. */
    static UserFilter parse(
            StrictQuery query,
            String nameParameter,
            KeycloakSession session,
            RealmModel realm,
            Collection<ClientModel> awsClients) {
        return new UserFilter(
                query.text(nameParameter)
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .orElse(""),
                Optional.empty(),
                query.text("group").map(path -> group(path, session, realm)),
                query.text("role").map(name -> roles(name, session, realm, awsClients)),
                Optional.empty());
    }

    UserFilter withDevice(Optional<Boolean> some) {
        return new UserFilter(beginning, some, group, role, ledgerWord);
    }

    UserFilter withLedgerWord(Optional<String> word) {
        return new UserFilter(beginning, device, group, role, word);
    }

    private static Set<String> group(String path, KeycloakSession session, RealmModel realm) {
        GroupModel group = KeycloakModelUtils.findGroupByPath(session, realm, path);
        if (group == null) {
            throw new BadCallException(
                    "\"group\": there is no group \"" + path + "\". It is a path, such as /staff/ops.");
        }
        return withSubgroups(group).map(GroupModel::getId).collect(Collectors.toSet());
    }

    private static Stream<GroupModel> withSubgroups(GroupModel group) {
        return Stream.concat(Stream.of(group), group.getSubGroupsStream().flatMap(UserFilter::withSubgroups));
    }

    private static Roles roles(
            String name, KeycloakSession session, RealmModel realm, Collection<ClientModel> awsClients) {
        Set<String> roleIds = new HashSet<>();
        UserLinks links = new UserLinks(session);
        awsClients.stream()
                .flatMap(client -> Stream.ofNullable(client.getRole(name)))
                .map(RoleModel::getId)
                .forEach(id -> roleIds.addAll(links.withComposites(id)));
        if (roleIds.isEmpty()) {
            throw new BadCallException("\"role\": no client for AWS has a role \"" + name
                    + "\". It is the name of a client role, such as 123456789012/Admin.");
        }
        Set<String> groupIds = roleIds.stream()
                .flatMap(id -> Stream.ofNullable(session.roles().getRoleById(realm, id)))
                .flatMap(role -> session.groups().getGroupsByRoleStream(realm, role, null, null))
                .flatMap(UserFilter::withSubgroups)
                .map(GroupModel::getId)
                .collect(Collectors.toSet());
        return new Roles(roleIds, groupIds);
    }

    /** For those in Keycloak's own tables. */
    UserQuery query(RealmModel realm) {
        UserQuery query = new UserQuery(realm);
        if (!beginning.isEmpty()) {
            query.startingWith(beginning);
        }
        device.ifPresent(some -> query.having(VirtualMfaDevice.TYPE, some));
        group.ifPresent(query::in);
        role.ifPresent(wanted -> query.havingRole(wanted.roleIds(), wanted.groupIds()));
        ledgerWord.ifPresent(word -> query.and("exists (select l.userId from LedgerEntity l"
                + " where l.realmId = u.realmId and l.userId = u.id and l.state like '%\"" + word + "\"%')"));
        return query;
    }

    /** For those of other stores, who are read one by one. */
    boolean takes(UserEntry user) {
        return user.username().startsWith(beginning)
                && device.map(some -> some == user.devices().any()).orElse(true)
                && group.map(wanted -> meet(wanted, user.groupIds())).orElse(true)
                && role.map(wanted ->
                                meet(wanted.roleIds(), user.roleIds()) || meet(wanted.groupIds(), user.groupIds()))
                        .orElse(true);
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return others.stream().anyMatch(some::contains);
    }
}
