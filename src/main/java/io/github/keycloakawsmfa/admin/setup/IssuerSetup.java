package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * Notes the Issuer that AWS is about to be given, for the check. Only a set-up call does so: the check's fix would
 * otherwise clear the warning and leave AWS with the old metadata.
 *
 * @param present from {@link FrontendAddress#issuer}
 */
public record IssuerSetup(RealmModel realm, String clientId, String present) implements SetupStep {

    /** Client attribute. */
    public static final String ATTRIBUTE = "aws-mfa.issuer";

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(clientId);
        ClientSetting issuer = ClientSetting.attribute(ATTRIBUTE, ClientSetting.must(present));
        if (client == null) {
            plan.also("client", clientId, () -> issuer.put(realm.getClientByClientId(clientId)));
        } else if (!issuer.isRight(client)) {
            plan.update("client-setting", issuer.name(), issuer.difference(client), () -> issuer.put(client));
        }
    }
}
