package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.RolePair;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * The AWS roles that a realm's groups and roles give, so that nobody's roles need to be read user by user. It remembers
 * what it has found out, as ids and ARNs only: at most as much as there are groups and roles.
 *
 * @param clients by internal id: whose roles count
 */
public record AwsRoleIndex(
        Map<String, NamesOf> clients, Map<String, Set<String>> byRole, Map<String, Set<String>> byGroup) {

    /** How a client's role names are read. */
    record NamesOf(Optional<AwsPartition> partition, String provider) {

        Optional<String> arn(String roleName) {
            return partition
                    .flatMap(known -> RolePair.parse(roleName, known, provider))
                    .map(RolePair::roleArn);
        }
    }

    /** @param clients the realm's clients for AWS */
    public static AwsRoleIndex of(Collection<ClientModel> clients) {
        return new AwsRoleIndex(
                clients.stream()
                        .collect(Collectors.toMap(
                                ClientModel::getId,
                                client -> new NamesOf(
                                        AwsClientSettings.partition(client), AwsClientSettings.provider(client)))),
                new HashMap<>(),
                new HashMap<>());
    }

    /**
     * The ARNs of the AWS roles that somebody has with these roles and groups; sorted.
     *
     * @param roleIds those had directly
     * @param groupIds those of which they are a direct member
     */
    public SortedSet<String> arns(
            KeycloakSession session, RealmModel realm, Set<String> roleIds, Set<String> groupIds) {
        SortedSet<String> arns = new TreeSet<>();
        if (!clients.isEmpty()) {
            roleIds.forEach(id -> arns.addAll(ofRole(session, realm, id)));
            groupIds.forEach(id -> arns.addAll(ofGroup(session, realm, id)));
        }
        return arns;
    }

    private Set<String> ofRole(KeycloakSession session, RealmModel realm, String id) {
        // Not computeIfAbsent: it must not be changed by what it calls.
        Set<String> known = byRole.get(id);
        if (known == null) {
            RoleModel role = session.roles().getRoleById(realm, id);
            known = role == null
                    ? Set.of()
                    : RoleUtils.expandCompositeRoles(Set.of(role)).stream()
                            .flatMap(this::arn)
                            .collect(Collectors.toUnmodifiableSet());
            byRole.put(id, known);
        }
        return known;
    }

    private Stream<String> arn(RoleModel role) {
        return role.isClientRole() && clients.containsKey(role.getContainerId())
                ? clients.get(role.getContainerId()).arn(role.getName()).stream()
                : Stream.empty();
    }

    private Set<String> ofGroup(KeycloakSession session, RealmModel realm, String id) {
        Set<String> known = byGroup.get(id);
        if (known == null) {
            Set<String> found = new HashSet<>();
            GroupModel group = session.groups().getGroupById(realm, id);
            if (group != null) {
                List<String> roles =
                        group.getRoleMappingsStream().map(RoleModel::getId).toList();
                roles.forEach(role -> found.addAll(ofRole(session, realm, role)));
                if (group.getParentId() != null) {
                    found.addAll(ofGroup(session, realm, group.getParentId()));
                }
            }
            known = Set.copyOf(found);
            byGroup.put(id, known);
        }
        return known;
    }
}
