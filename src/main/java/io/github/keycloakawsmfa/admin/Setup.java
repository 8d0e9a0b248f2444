package io.github.keycloakawsmfa.admin;

import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** All that one call ensures, in the order in which the pieces need each other. */
final class Setup {
    private Setup() {}

    static SetupPlan plan(KeycloakSession session, RealmModel realm, SetupRequest request) {
        String clientId = request.clientId();
        List<SetupStep> steps = List.of(
                new Providers(session),
                new RealmSetup(realm),
                new FirstDeviceSetup(realm, request.firstDevice()),
                new ActionSetup(realm),
                new ClientSetup(session, realm, request),
                new MapperSetup(realm, clientId),
                new RolesSetup(realm, clientId, request.roleNames()),
                new FlowSetup(realm, clientId, request.scope()),
                new OtherAwsClients(realm, clientId));
        SetupPlan plan = new SetupPlan();
        steps.forEach(step -> step.plan(plan));
        return plan;
    }
}
