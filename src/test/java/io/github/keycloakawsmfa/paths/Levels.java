package io.github.keycloakawsmfa.paths;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.Flow;
import java.util.Map;

/**
 * A browser flow with levels of authentication, as Keycloak documents step-up: the password is level 1; level 2 takes no more, so
 * that whoever has the password reaches it.
 */
record Levels(TestRealm realm) {

    private static final String FLOW = "levels";

    /** Makes the flow where the realm has none. */
    static Levels of(TestRealm realm) {
        Levels levels = new Levels(realm);
        if (levels.id().isEmpty()) {
            levels.make();
        }
        return levels;
    }

    /** From now on users sign in to this client by it. */
    void inUseAt(String clientId) {
        String path = "/clients/" + realm.clientUuid(clientId);
        ObjectNode client = (ObjectNode) realm.admin().get(path);
        client.putObject("authenticationFlowBindingOverrides").put("browser", id());
        client.withObject("/attributes").put("acr.loa.map", "{\"1\":1,\"2\":2}");
        realm.admin().put(path, client);
    }

    private String id() {
        for (JsonNode flow : realm.admin().get("/authentication/flows")) {
            if (flow.get("alias").asText().equals(FLOW)) {
                return flow.get("id").asText();
            }
        }
        return "";
    }

    private void make() {
        Flow forms = Flow.make(realm, FLOW).step("auth-cookie", "ALTERNATIVE").subflow("levels-forms", "ALTERNATIVE");
        level(forms, 1, "auth-username-password-form");
        level(forms, 2, "allow-access-authenticator");
    }

    private static void level(Flow forms, int level, String authenticator) {
        forms.subflow("level-" + level, "CONDITIONAL")
                .step(
                        "conditional-level-of-authentication",
                        Map.of("loa-condition-level", Integer.toString(level), "loa-max-age", "36000"))
                .step(authenticator, "REQUIRED");
    }
}
