package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.aws.model.AwsAddress;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlProtocol;

/** Tells of the realm's other clients that go to AWS: the gate guards them too, and users may be surprised. */
record OtherAwsClients(RealmModel realm, String clientId) implements SetupStep {

    @Override
    public void plan(SetupPlan plan) {
        realm.getClientsStream()
                .filter(client -> SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()))
                .filter(client -> !client.getClientId().equals(clientId))
                .filter(client -> !ClientSetup.isOurs(client) && goesToAws(client))
                .forEach(client -> plan.keep(
                        "other-aws-client",
                        client.getClientId(),
                        "the gate guards it too: run" + " set-up with \"clientId\": \"" + client.getClientId()
                                + "\" as well"));
    }

    private static boolean goesToAws(ClientModel client) {
        Stream<String> urls = Stream.of(
                        client.getRedirectUris().stream(),
                        Stream.of(ClientSetting.text(client.getManagementUrl())),
                        client.getAttributes().values().stream()
                                .filter(value -> value != null && value.contains("://")))
                .flatMap(texts -> texts);
        return urls.filter(Objects::nonNull).anyMatch(AwsAddress::mayReachAws)
                || client.getProtocolMappersStream().anyMatch(AwsMapper::writesAnythingForAws);
    }
}
