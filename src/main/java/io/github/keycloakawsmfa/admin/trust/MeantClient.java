package io.github.keycloakawsmfa.admin.trust;

import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.AwsRoles;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.ClientModel;

/**
 * Which AWS client is meant if none is named. Adding a second one, for another partition or for IAM Identity Center,
 * does not change calls that meant the first.
 */
final class MeantClient {

    private MeantClient() {}

    /**
     * @param setUp the clients that set-up knows
     * @param account null if the call names none
     * @return one if it is clear; more if several are equally likely; none if there is no client for IAM
     */
    static List<ClientModel> among(List<ClientModel> setUp, String account) {
        List<ClientModel> meant = setUp.stream()
                .filter(client -> AwsClientSettings.preset(client) == AwsPreset.IAM)
                .toList();
        for (Predicate<ClientModel> sign : List.<Predicate<ClientModel>>of(
                client -> hasRoles(client, account), MeantClient::isInAws, MeantClient::isAws)) {
            List<ClientModel> likely = meant.stream().filter(sign).toList();
            if (meant.size() > 1 && !likely.isEmpty()) {
                meant = likely;
            }
        }
        return meant;
    }

    private static boolean hasRoles(ClientModel client, String account) {
        return AwsRoles.definedBy(client).stream()
                .anyMatch(pair -> account == null || pair.accountId().equals(account));
    }

    private static boolean isInAws(ClientModel client) {
        return AwsClientSettings.partition(client).equals(Optional.of(AwsPartition.AWS));
    }

    private static boolean isAws(ClientModel client) {
        return client.getClientId().equals(AwsPartition.AWS.audience());
    }
}
