package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import org.keycloak.models.ClientModel;

/**
 * What AWS got from a client that somebody else made and will no longer get, listed before it ends: roles from
 * elsewhere than the client's own roles, unknown to the gate, which alone writes roles from now on; and attributes that
 * pass for the gate's own word that a user passed MFA. For a client that set-up already knows, it only lists such roles
 * again: they ended, or will end, when the gate enforces.
 *
 * @param client null before it exists
 * @param observes whether the gate only observes: until it enforces, roles leave as before
 */
record LostAtAws(ClientModel client, AwsPreset preset, RoleSources sources, boolean observes) implements SetupStep {

    @Override
    public void plan(SetupPlan plan) {
        if (client == null) {
            return;
        }
        boolean ours = AwsClientSettings.isSetUp(client);
        if (preset == AwsPreset.IAM) {
            sources.all().forEach(source -> {
                if (ours) {
                    plan.keep(Kind.AWS_ROLES, source.mapper(), ofRoles(source));
                } else {
                    plan.adopt(Kind.AWS_ROLES, source.mapper(), ofRoles(source), () -> {});
                }
            });
        }
        if (ours) {
            return;
        }
        AwsClientDetector.writingMappers(client)
                .filter(AwsMapper::claimsEvidence)
                .forEach(mapper -> plan.adopt(
                        Kind.AWS_ATTRIBUTE,
                        mapper.getName(),
                        "AWS no longer gets what it writes: only the gate says that somebody passed MFA",
                        () -> {}));
    }

    private String ofRoles(RoleSources.RoleSource source) {
        return (observes
                        ? "AWS gets from it, as long as the gate only observes: "
                        : "AWS gets from it now, and will no longer get: ")
                + source.writes() + ". To keep it, " + source.toKeep();
    }
}
