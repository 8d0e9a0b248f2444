package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.aws.model.AwsPreset;
import org.keycloak.models.ClientModel;

/**
 * The AWS roles that a client of somebody else's got from elsewhere than its own roles: the gate, which alone writes roles
 * from now on, knows only those. Each source is named before it dries up.
 *
 * @param client null if there is none yet
 * @param enforced whether the gate holds back; while it only observes, roles leave as before
 */
record LostRoles(ClientModel client, AwsPreset preset, RoleSources sources, boolean enforced) implements SetupStep {

    @Override
    public void plan(SetupPlan plan) {
        if (client == null || ClientSetup.isOurs(client) || preset != AwsPreset.IAM) {
            return;
        }
        String until = enforced
                ? "AWS gets from it, and will get no more: "
                : "AWS gets from it, as long as the gate only observes: ";
        sources.all()
                .forEach(source -> plan.adopt(
                        "aws-roles",
                        source.mapper(),
                        until + source.writes() + ". To keep it, " + source.toKeep(),
                        () -> {}));
    }
}
