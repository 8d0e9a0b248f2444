package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.RolePair;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The AWS roles that a realm's groups and roles give, so that nobody's roles need to be read user by user. It remembers
 * what it has found out, as ids and ARNs only: at most as much as there are groups and roles.
 */
public final class AwsRoleIndex {

    /** How a client's role names are read. */
    record NamesOf(Optional<AwsPartition> partition, String provider) {

        Optional<String> arn(String roleName) {
            return partition
                    .flatMap(known -> RolePair.parse(roleName, known, provider))
                    .map(RolePair::roleArn);
        }
    }

    private final Map<String, NamesOf> clients;
    private final Inherited<String> arns = new Inherited<>(Optional.of(this::arn), group -> Stream.empty());

    private AwsRoleIndex(Map<String, NamesOf> clients) {
        this.clients = clients;
    }

    /** @param clients the realm's clients for AWS */
    public static AwsRoleIndex of(Collection<ClientModel> clients) {
        return new AwsRoleIndex(clients.stream()
                .collect(Collectors.toMap(
                        ClientModel::getId,
                        client ->
                                new NamesOf(AwsClientSettings.partition(client), AwsClientSettings.provider(client)))));
    }

    /**
     * The ARNs of the AWS roles that somebody has with these roles and groups; sorted.
     *
     * @param roleIds those had directly
     * @param groupIds those of which they are a direct member
     */
    public SortedSet<String> arns(
            KeycloakSession session, RealmModel realm, Set<String> roleIds, Set<String> groupIds) {
        return clients.isEmpty()
                ? new TreeSet<>()
                : arns.by(session, realm, roleIds, groupIds).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> arn(RoleModel role) {
        return role.isClientRole() && clients.containsKey(role.getContainerId())
                ? clients.get(role.getContainerId()).arn(role.getName()).stream()
                : Stream.empty();
    }
}
