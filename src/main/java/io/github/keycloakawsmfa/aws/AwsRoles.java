package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsDestination;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.RolePair;
import io.github.keycloakawsmfa.device.text.Excerpt;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * A user's roles at AWS: the roles of the SAML client that he has, directly, by groups or by composites.
 *
 * @param pairs as AWS wants them, sorted, each once
 * @param leftOut the names of those that are no AWS role, sorted: AWS refuses a whole response for one of them
 */
public record AwsRoles(List<String> pairs, List<String> leftOut) {

    private static final Logger LOG = Logger.getLogger(AwsRoles.class);

    /** All that the client defines, whoever has them, sorted by ARN; what is no AWS role is not among them. */
    public static List<RolePair> definedBy(ClientModel client) {
        String provider = AwsClientSettings.provider(client);
        return AwsClientSettings.partition(client).stream()
                .flatMap(partition -> client.getRolesStream()
                        .flatMap(role -> RolePair.parse(role.getName(), partition, provider).stream()))
                .distinct()
                .sorted(Comparator.comparing(RolePair::value))
                .toList();
    }

    /** All that the user has of the client's roles, whatever they are named: this goes through all groups and composites. */
    static List<RoleModel> of(ClientModel client, UserModel user) {
        return RoleUtils.getDeepUserRoleMappings(user).stream()
                .filter(RoleModel::isClientRole)
                .filter(role -> client.getId().equals(role.getContainerId()))
                .toList();
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
                        .anyMatch(AwsDestination::isAwsAudience);
    }

    /**
     * What of them AWS is told. A composite that is named like no AWS role is a bundle of roles, and not left out but never
     * meant to be in.
     *
     * @param ofUser as {@link #of} has read them
     */
    static AwsRoles granted(ClientModel client, List<RoleModel> ofUser) {
        Optional<AwsPartition> partition = AwsClientSettings.partition(client);
        if (partition.isEmpty()) {
            LOG.errorf(
                    "Client %s: %s names no AWS partition",
                    Excerpt.of(client.getClientId()), AwsClientSettings.PARTITION);
        }
        String provider = AwsClientSettings.provider(client);
        SortedSet<String> pairs = new TreeSet<>();
        SortedSet<String> leftOut = new TreeSet<>();
        ofUser.forEach(role -> {
            Optional<RolePair> pair = partition.flatMap(known -> RolePair.parse(role.getName(), known, provider));
            if (pair.isPresent()) {
                pairs.add(pair.get().value());
            } else if (!isBundle(role)) {
                leftOut.add(role.getName());
            }
        });
        return new AwsRoles(List.copyOf(pairs), List.copyOf(leftOut));
    }

    private static boolean isBundle(RoleModel role) {
        return role.isComposite() && !RolePair.looksLikeOne(role.getName());
    }
}
