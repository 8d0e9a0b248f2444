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

    static PathResult withoutOverride(PathContext given) {
        given.aws().removeFlowOverride();
        return DirectPaths.idpInitiated(given);
    }

    static PathResult copyOfKeycloaksFlow(PathContext given) {
        String copy = "copy-" + given.id();
        given.realm().admin().post(FLOWS + "/browser/copy", Map.of("newName", copy));
        override(given, copy);
        return DirectPaths.idpInitiated(given);
    }

    static PathResult cookieOnly(PathContext given) {
        AdminApi admin = given.realm().admin();
        String alias = "cookie-" + given.id();
        admin.post(FLOWS, Map.of("alias", alias, "providerId", "basic-flow", "topLevel", true, "builtIn", false));
        admin.post(FLOWS + "/" + alias + "/executions/execution", Map.of("provider", "auth-cookie"));
        require(given, alias, "auth-cookie", "ALTERNATIVE");
        override(given, alias);
        return DirectPaths.ssoCookie(given);
    }

    /** Our flow, with its code made as optional as an administrator can. */
    static Walk codeMade(String requirement) {
        return given -> {
            require(given, OURS, "virtual-mfa-form", requirement);
            override(given, OURS);
            return DirectPaths.idpInitiated(given);
        };
    }

    private static void require(PathContext given, String alias, String authenticator, String requirement) {
        String path = FLOWS + "/" + alias.replace(" ", "%20") + "/executions";
        for (JsonNode execution : given.realm().admin().get(path)) {
            if (authenticator.equals(execution.path("providerId").asText())) {
                given.realm().admin().put(path, ((ObjectNode) execution).put("requirement", requirement));
                return;
            }
        }
        throw new AssertionError("No " + authenticator + " in " + alias);
    }

    private static void override(PathContext given, String alias) {
        for (JsonNode flow : given.realm().admin().get(FLOWS)) {
            if (alias.equals(flow.path("alias").asText())) {
                given.aws()
                        .change(client -> client.withObject("/authenticationFlowBindingOverrides")
                                .put("browser", flow.path("id").asText()));
                return;
            }
        }
        throw new AssertionError("No flow " + alias);
    }
}
