package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.RolePair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/**
 * The AWS roles of an existing client, as its roles' names spell them.
 *
 * @param names of all its roles, sorted
 */
record PresentRoles(List<String> names) {

    /** @param client null has no roles */
    static PresentRoles of(ClientModel client) {
        return new PresentRoles(Stream.ofNullable(client)
                .flatMap(ClientModel::getRolesStream)
                .map(RoleModel::getName)
                .sorted()
                .toList());
    }

    /**
     * The partition that all names with ARNs agree on: what somebody else made says it nowhere else.
     *
     * @return empty if there are no such names, or they differ
     */
    Optional<AwsPartition> partition() {
        List<AwsPartition> said = Stream.of(AwsPartition.values())
                .filter(partition -> classic(partition).findAny().isPresent())
                .toList();
        return said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty();
    }

    /**
     * Likewise the name of the SAML provider: a role that set-up adds is useless behind another provider.
     *
     * @return {@code keycloak} if unclear
     */
    String provider(AwsPartition partition) {
        List<String> said =
                classic(partition).map(RolePair::providerName).distinct().toList();
        return said.size() == 1 ? said.get(0) : AwsClientSettings.DEFAULT_PROVIDER;
    }

    /** The roles by their names; names that are no AWS role of that partition are left out. */
    Map<String, RolePair> pairs(AwsPartition partition, String provider) {
        Map<String, RolePair> pairs = new LinkedHashMap<>();
        names.forEach(name -> RolePair.parse(name, partition, provider).ifPresent(pair -> pairs.put(name, pair)));
        return pairs;
    }

    /** Names with both ARNs: the short form needs a provider's name, and none is given. */
    private Stream<RolePair> classic(AwsPartition partition) {
        return pairs(partition, "").values().stream();
    }
}
