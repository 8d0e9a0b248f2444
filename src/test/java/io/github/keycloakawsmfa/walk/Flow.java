package io.github.keycloakawsmfa.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.Map;

/**
 * A flow that an administrator builds step by step.
 *
 * @param alias without blanks
 */
public record Flow(TestRealm realm, String alias) {

    /** An empty flow on its own. */
    public static Flow make(TestRealm realm, String alias) {
        realm.admin()
                .post(
                        "/authentication/flows",
                        Map.of("alias", alias, "providerId", "basic-flow", "topLevel", true, "builtIn", false));
        return new Flow(realm, alias);
    }

    /** An empty flow below this one, after its other steps. */
    public Flow subflow(String subflow, String requirement) {
        realm.admin()
                .post(
                        path("/executions/flow"),
                        Map.of("alias", subflow, "type", "basic-flow", "provider", "", "description", ""));
        require("displayName", subflow, requirement);
        return new Flow(realm, subflow);
    }

    /** One more step. */
    public Flow step(String provider, String requirement) {
        realm.admin().post(path("/executions/execution"), Map.of("provider", provider));
        require("providerId", provider, requirement);
        return this;
    }

    /** One more required step, with settings. */
    public Flow step(String provider, Map<String, String> config) {
        realm.admin().post(path("/executions/execution"), Map.of("provider", provider));
        String id = require("providerId", provider, "REQUIRED");
        realm.admin()
                .post(
                        "/authentication/executions/" + id + "/config",
                        Map.of("alias", alias + " " + provider, "config", config));
        return this;
    }

    private String require(String field, String value, String requirement) {
        for (JsonNode execution : realm.admin().get(path("/executions"))) {
            if (execution.path(field).asText().equals(value)) {
                ((ObjectNode) execution).put("requirement", requirement);
                realm.admin().put(path("/executions"), execution);
                return execution.get("id").asText();
            }
        }
        throw new AssertionError("No " + value + " in " + alias);
    }

    private String path(String below) {
        return "/authentication/flows/" + alias + below;
    }
}
