package io.github.keycloakawsmfa.internals;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Who has a role, however they have it: those with one of these roles directly, and the direct members of these groups.
 *
 * @param roleIds the role and all composites that contain it
 * @param groupIds the groups that have one of these roles, with all groups below them
 */
public record RoleHolders(Set<String> roleIds, Set<String> groupIds) {

    /** Of any of these roles; nobody for none. */
    public static RoleHolders of(KeycloakSession session, RealmModel realm, Collection<RoleModel> roles) {
        UserLinks links = new UserLinks(session);
        Set<String> roleIds = new HashSet<>();
        roles.forEach(role -> roleIds.addAll(links.withComposites(role.getId())));
        Stream<GroupModel> groups = roleIds.stream()
                .flatMap(id -> Stream.ofNullable(session.roles().getRoleById(realm, id)))
                .flatMap(role -> session.groups().getGroupsByRoleStream(realm, role, null, null));
        return new RoleHolders(roleIds, withSubgroups(groups));
    }

    /** The ids of groups and of all groups below them. */
    public static Set<String> withSubgroups(Stream<GroupModel> groups) {
        return groups.flatMap(RoleHolders::withSubgroups).map(GroupModel::getId).collect(Collectors.toSet());
    }

    private static Stream<GroupModel> withSubgroups(GroupModel group) {
        return Stream.concat(Stream.of(group), group.getSubGroupsStream().flatMap(RoleHolders::withSubgroups));
    }
}
