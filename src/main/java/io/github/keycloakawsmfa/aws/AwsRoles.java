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
 * A user's roles at AWS: the roles of the SAML client that they have directly, through groups or through composites.
 *
 * @param pairs as AWS wants them, sorted, without duplicates
 * @param leftOut the names of those that are not AWS roles, sorted: AWS refuses a whole response because of one
 */
public record AwsRoles(List<String> pairs, List<String> leftOut) {

    private static final Logger LOG = Logger.getLogger(AwsRoles.class);

    /** All AWS roles that the client defines, no matter who has them, sorted by ARN. */
    public static List<RolePair> definedBy(ClientModel client) {
        String provider = AwsClientSettings.provider(client);
        return AwsClientSettings.partition(client).stream()
                .flatMap(partition -> client.getRolesStream()
                        .flatMap(role -> RolePair.parse(role.getName(), partition, provider).stream()))
                .distinct()
                .sorted(Comparator.comparing(RolePair::value))
                .toList();
    }

    /** All of the client's roles that the user has, whatever their names: this walks all groups and composites. */
    static List<RoleModel> of(ClientModel client, UserModel user) {
        return RoleUtils.getDeepUserRoleMappings(user).stream()
                .filter(RoleModel::isClientRole)
                .filter(role -> client.getId().equals(role.getContainerId()))
                .toList();
    }

    /**
     * Whether the user has a role of a client whose id is an AWS audience: the mapper <em>audience resolve</em> of any
     * other client adds that audience (26.7.3, SAMLAudienceResolveProtocolMapper).
     *
     * @param user null has no roles
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
     * Those that AWS gets. A composite that is not named like an AWS role is a bundle of roles, never meant for AWS,
     * and so does not count as left out.
     *
     * @param ofUser as read by {@link #of}
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
