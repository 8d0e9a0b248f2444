package io.github.keycloakawsmfa.aws;

import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;

/**
 * A user has no role at AWS, and IAM turns a response without roles away.
 *
 * @param leftOut the names of the client's roles that the user has and that are no AWS role
 */
public record NoRole(List<String> leftOut) implements DeadEnd {

    static Optional<NoRole> foreseen(ClientModel client, AwsRoles roles) {
        return AwsClientSettings.isForIam(client) && roles.pairs().isEmpty()
                ? Optional.of(new NoRole(roles.leftOut()))
                : Optional.empty();
    }
}
