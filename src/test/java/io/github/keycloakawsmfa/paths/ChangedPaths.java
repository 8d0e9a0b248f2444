package io.github.keycloakawsmfa.paths;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.paths.PathToAws.Walk;
import java.util.Map;

/** Paths that an administrator has laid, knowing or not: AWS's client is signed in to by another flow, or ours is changed. */
final class ChangedPaths {

    private static final String FLOWS = "/authentication/flows";
    private static final String OURS = "aws-mfa browser";

    private ChangedPaths() {}

    static Arrival withoutOverride(Scene scene) {
        scene.aws().removeFlowOverride();
        return DirectPaths.idpInitiated(scene);
    }

    static Arrival copyOfKeycloaksFlow(Scene scene) {
        String copy = "copy-" + scene.id();
        scene.realm().admin().post(FLOWS + "/browser/copy", Map.of("newName", copy));
        override(scene, copy);
        return DirectPaths.idpInitiated(scene);
    }

    static Arrival cookieOnly(Scene scene) {
        AdminApi admin = scene.realm().admin();
        String alias = "cookie-" + scene.id();
        admin.post(FLOWS, Map.of("alias", alias, "providerId", "basic-flow", "topLevel", true, "builtIn", false));
        admin.post(FLOWS + "/" + alias + "/executions/execution", Map.of("provider", "auth-cookie"));
        require(scene, alias, "auth-cookie", "ALTERNATIVE");
        override(scene, alias);
        return DirectPaths.ssoCookie(scene);
    }

    /** Our flow, with its code made as optional as an administrator can. */
    static Walk codeMade(String requirement) {
        return scene -> {
            require(scene, OURS, "virtual-mfa-form", requirement);
            override(scene, OURS);
            return DirectPaths.idpInitiated(scene);
        };
    }

    private static void require(Scene scene, String alias, String authenticator, String requirement) {
        String path = FLOWS + "/" + alias.replace(" ", "%20") + "/executions";
        for (JsonNode execution : scene.realm().admin().get(path)) {
            if (authenticator.equals(execution.path("providerId").asText())) {
                scene.realm().admin().put(path, ((ObjectNode) execution).put("requirement", requirement));
                return;
            }
        }
        throw new AssertionError("No " + authenticator + " in " + alias);
    }

    private static void override(Scene scene, String alias) {
        for (JsonNode flow : scene.realm().admin().get(FLOWS)) {
            if (alias.equals(flow.path("alias").asText())) {
                scene.aws()
                        .change(client -> client.withObject("/authenticationFlowBindingOverrides")
                                .put("browser", flow.path("id").asText()));
                return;
            }
        }
        throw new AssertionError("No flow " + alias);
    }
}
