package io.github.keycloakawsmfa.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.Flow;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A realm that is set up for AWS, with the same sign-in in two ways: the second step is ours, or Keycloak's own one-time code. Flows,
 * clients and users are otherwise the same. A third application asks for no second step.
 */
final class ComparedSignIns {

    private static final String PLAIN = "plain";
    private static final String OURS = "ours";
    private static final String BUILT_IN = "built-in";
    private static final String BUILT_IN_SAML = "built-in-saml";

    private final TestRealm realm;
    private final People people;

    private ComparedSignIns(TestRealm realm) {
        this.realm = realm;
        this.people = People.of(realm);
        // It remembers used ones in memory: a test need not wait for the next.
        realm.change(settings -> settings.put("otpPolicyCodeReusable", true));
        String ours = flow(OURS, "virtual-mfa-form");
        String builtIn = flow(BUILT_IN, "auth-otp-form");
        realm.app(PLAIN);
        bind(realm.app(OURS), ours);
        bind(realm.app(BUILT_IN), builtIn);
        bind(realm.samlClient(BUILT_IN_SAML, TestRealm.APP.toString(), client -> {}), builtIn);
    }

    static ComparedSignIns of(TestRealm realm) {
        return new ComparedSignIns(realm);
    }

    People people() {
        return people;
    }

    SignInWay ours() {
        return new SignInWay("ours", realm.signInAt(OURS), true);
    }

    SignInWay builtIn() {
        return new SignInWay("built-in", realm.signInAt(BUILT_IN), false);
    }

    SignInWay aws() {
        return new SignInWay("AWS", realm.idpInitiated("amazon-aws"), true);
    }

    SignInWay builtInSaml() {
        return new SignInWay("built-in SAML", realm.idpInitiated(BUILT_IN_SAML), false);
    }

    /** Where the password is enough. */
    URI plain() {
        return realm.signInAt(PLAIN);
    }

    /** The user's own page of devices. */
    URI devices() {
        return URI.create(plain() + "&kc_action=virtual-mfa-devices");
    }

    /** From now on, whoever is asked for is read from the database. */
    void forgetUsers() {
        realm.admin().post("/clear-user-cache", Map.of());
    }

    /**
     * The same of all realms, but for what a request looks up first, realm and client. Keycloak lets one request load these while the others
     * wait for it (26.7.0, RealmCacheManager.computeSerialized): where the one waits for a connection, and those that wait for it hold all
     * of them, the server stands still until the pool gives up, whoever's pages they are.
     */
    void forgetAll() {
        forgetUsers();
        realm.admin().post("/clear-realm-cache", Map.of());
        realm.admin().get("/users?max=1");
        Stream.of(ours(), builtIn(), aws(), builtInSaml())
                .forEach(way -> Browser.create().open(way.address()));
        Browser.create().open(plain());
    }

    private String flow(String name, String secondStep) {
        Flow.make(realm, name)
                .step("auth-cookie", "ALTERNATIVE")
                .subflow(name + "-forms", "ALTERNATIVE")
                .step("auth-username-password-form", "REQUIRED")
                .step(secondStep, "REQUIRED");
        for (JsonNode flow : realm.admin().get("/authentication/flows")) {
            if (flow.get("alias").asText().equals(name)) {
                return flow.get("id").asText();
            }
        }
        throw new AssertionError("No flow " + name);
    }

    private void bind(String clientUuid, String flowId) {
        ObjectNode client = (ObjectNode) realm.admin().get("/clients/" + clientUuid);
        client.putObject("authenticationFlowBindingOverrides").put("browser", flowId);
        realm.admin().put("/clients/" + clientUuid, client);
    }
}
