package io.github.keycloakawsmfa.aws;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * What people get from their roles and groups: from the parts of composite roles, too, and from the groups above theirs
 * with the roles of all these. It remembers what it has found out, by id: at most as much as there are groups and roles.
 */
final class Inherited<T> {

    private final Optional<Function<RoleModel, Stream<T>>> ofRole;
    private final Function<String, Stream<T>> ofGroup;
    private final Map<String, Set<T>> byRole = new HashMap<>();
    private final Map<String, Set<T>> byGroup = new HashMap<>();

    /**
     * @param ofRole what a role gives by itself; empty where none gives anything: then no role is read
     * @param ofGroup what a group gives by itself, by its id
     */
    Inherited(Optional<Function<RoleModel, Stream<T>>> ofRole, Function<String, Stream<T>> ofGroup) {
        this.ofRole = ofRole;
        this.ofGroup = ofGroup;
    }

    /**
     * @param roleIds those had directly
     * @param groupIds those of which somebody is a direct member
     */
    Stream<T> by(KeycloakSession session, RealmModel realm, Collection<String> roleIds, Collection<String> groupIds) {
        return Stream.concat(
                roleIds.stream().flatMap(id -> byRole(session, realm, id).stream()),
                groupIds.stream().flatMap(id -> byGroup(session, realm, id).stream()));
    }

    private Set<T> byRole(KeycloakSession session, RealmModel realm, String id) {
        // Not computeIfAbsent: it must not be changed by what it calls.
        Set<T> known = byRole.get(id);
        if (known == null) {
            known = ofRole.stream()
                    .flatMap(own -> Stream.ofNullable(session.roles().getRoleById(realm, id))
                            .flatMap(role -> RoleUtils.expandCompositeRoles(Set.of(role)).stream())
                            .flatMap(own))
                    .collect(Collectors.toUnmodifiableSet());
            byRole.put(id, known);
        }
        return known;
    }

    private Set<T> byGroup(KeycloakSession session, RealmModel realm, String id) {
        Set<T> known = byGroup.get(id);
        if (known == null) {
            Set<T> found = ofGroup.apply(id).collect(Collectors.toCollection(HashSet::new));
            GroupModel group = session.groups().getGroupById(realm, id);
            if (group != null) {
                group.getRoleMappingsStream()
                        .map(RoleModel::getId)
                        .toList()
                        .forEach(role -> found.addAll(byRole(session, realm, role)));
                if (group.getParentId() != null) {
                    found.addAll(byGroup(session, realm, group.getParentId()));
                }
            }
            known = Set.copyOf(found);
            byGroup.put(id, known);
        }
        return known;
    }
}
