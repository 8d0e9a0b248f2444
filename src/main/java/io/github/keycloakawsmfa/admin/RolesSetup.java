package io.github.keycloakawsmfa.admin;

import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** The client roles {@code ACCOUNT_ID/RoleName}. Missing ones are made; none is ever deleted or given to anybody. */
record RolesSetup(RealmModel realm, String clientId, List<String> names) implements SetupStep {

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(clientId);
        for (String name : names) {
            if (client != null && client.getRole(name) != null) {
                plan.keep("role", name, "");
            } else {
                plan.create(
                        "role",
                        name,
                        "",
                        () -> realm.getClientByClientId(clientId).addRole(name));
            }
        }
    }
}
