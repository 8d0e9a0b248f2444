package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAddress;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.RolePair;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/** A user's roles at AWS: the roles of the SAML client that he has, directly, by groups or by composites. */
final class AwsRoles {

    private static final Logger LOG = Logger.getLogger(AwsRoles.class);

    private AwsRoles() {}

    static Stream<RoleModel> of(ClientModel client, UserModel user) {
        return RoleUtils.getDeepUserRoleMappings(user).stream()
                .filter(RoleModel::isClientRole)
                .filter(role -> client.getId().equals(role.getContainerId()));
    }

    /**
     * Whether a role of the user is one of a client whose id is an audience of AWS's: the mapper <em>audience resolve</em>
     * of any other client adds that audience (26.7.3, SAMLAudienceResolveProtocolMapper).
     *
     * @param user null has none
     */
    static boolean makeAudience(UserModel user) {
        return user != null
                && RoleUtils.getDeepUserRoleMappings(user).stream()
                        .map(RoleModel::getContainer)
                        .filter(ClientModel.class::isInstance)
                        .map(container -> ((ClientModel) container).getClientId())
                        .anyMatch(AwsAddress::isAwsAudience);
    }

    /** @return the pairs as AWS wants them, sorted, each once; a role whose name is no AWS role is left out */
    static List<String> pairs(ClientModel client, UserModel user) {
        Optional<AwsPartition> partition = AwsClientSettings.partition(client);
        if (partition.isEmpty()) {
            LOG.errorf("Client %s: %s names no AWS partition", client.getClientId(), AwsClientSettings.PARTITION);
            return List.of();
        }
        String provider = AwsClientSettings.provider(client);
        return of(client, user)
                .map(RoleModel::getName)
                .map(name -> RolePair.parse(name, partition.get(), provider))
                .flatMap(Optional::stream)
                .map(RolePair::value)
                .distinct()
                .sorted()
                .toList();
    }
}
