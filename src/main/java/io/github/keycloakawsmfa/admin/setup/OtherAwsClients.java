package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Lists the realm's other clients that go to AWS: the gate guards them too, and users may be surprised. */
record OtherAwsClients(KeycloakSession session, RealmModel realm, String clientId) implements SetupStep {

    @Override
    public void plan(SetupPlan plan) {
        AwsClients.of(session, realm).neverSetUp().stream()
                .filter(client -> !client.getClientId().equals(clientId))
                .forEach(client -> plan.keep(
                        "other-aws-client",
                        client.getClientId(),
                        AwsClientDetector.isKnownByPathAlone(client)
                                ? "the gate guards it too, for a path of IAM Identity Center's in its addresses"
                                : "the gate guards it too: run set-up with \"clientId\": "
                                        + SetupValues.quoted(client.getClientId()) + " as well"));
    }
}
