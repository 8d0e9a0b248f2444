package io.github.keycloakawsmfa.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.device.keys.SeededDevices;
import io.github.keycloakawsmfa.device.keys.SeededDevices.Owner;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Database;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A realm with ways to sign in that differ in the second step only, each at a client of its own, and AWS's client as set-up
 * makes it. Passwords are hashed once, where nothing else is said, so that their check hides nothing.
 */
final class MeasuredRealm {

    static final String NAME = "benchmark";

    private static final String APP = "https://app.example.test/callback";
    private static final String ACCOUNT = "123456789012";
    private static final String ROLE = ACCOUNT + "/Admin";
    private static final String AWS = "urn:amazon:webservices";
    private static final Map<String, Object> HASHED_ONCE =
            Map.of("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");

    /** The provider ids of second steps. */
    enum Step {
        NONE(""),
        BUILT_IN("auth-otp-form"),
        OURS("virtual-mfa-form");

        private final String authenticator;

        Step(String authenticator) {
            this.authenticator = authenticator;
        }
    }

    private final URI baseUrl;
    private final AdminApi admin;

    private final boolean withRoles;

    private MeasuredRealm(URI baseUrl, AdminApi admin, boolean withRoles) {
        this.baseUrl = baseUrl;
        this.admin = admin;
        this.withRoles = withRoles;
    }

    /** Makes it, and has set-up prepare it for AWS. */
    static MeasuredRealm on(MeasuredServer server) {
        return make(server, true, HASHED_ONCE).setUp();
    }

    /** The same, where passwords are hashed as Keycloak does by itself, and events are saved. */
    static MeasuredRealm asInProduction(MeasuredServer server) {
        return make(server, true, Map.of("eventsEnabled", true)).setUp();
    }

    /** One whose users have no role at AWS; where the plugin is, it is set up all the same. */
    static MeasuredRealm unguarded(MeasuredServer server) {
        MeasuredRealm realm = make(server, false, HASHED_ONCE);
        return server.hasPlugin() ? realm.setUp() : realm;
    }

    private static MeasuredRealm make(MeasuredServer server, boolean withRoles, Map<String, Object> settings) {
        Map<String, Object> realm = new HashMap<>(settings);
        realm.put("realm", NAME);
        realm.put("enabled", true);
        server.admin().post("", realm);
        return new MeasuredRealm(server.baseUrl(), server.admin().realm(NAME), withRoles);
    }

    private MeasuredRealm setUp() {
        admin.post("/aws-mfa/setup", Map.of("accounts", Map.of(ACCOUNT, List.of("Admin"))));
        return this;
    }

    AdminApi admin() {
        return admin;
    }

    /** An OIDC client that is signed in to by a password and this step, and where its users begin. */
    URI oidc(Step step) {
        String id = "oidc-" + step.name().toLowerCase(Locale.ROOT);
        ObjectNode client = client(id, "openid-connect", step).put("publicClient", true);
        client.putArray("redirectUris").add(APP);
        admin.post("/clients", client);
        return url("/protocol/openid-connect/auth?response_type=code&scope=openid&client_id=" + id + "&redirect_uri="
                + APP);
    }

    /**
     * A SAML client that is signed in to by a password and this step, and where its users begin. As for AWS, response and
     * assertion are signed, the name is persistent, and some attributes are told beside the roles.
     */
    URI saml(Step step) {
        String id = "saml-" + step.name().toLowerCase(Locale.ROOT);
        ObjectNode client = client(id, "saml", step);
        client.putArray("redirectUris").add(APP);
        client.withObject("/attributes")
                .put("saml_assertion_consumer_url_post", APP)
                .put("saml_idp_initiated_sso_url_name", id)
                .put("saml_name_id_format", "persistent")
                .put("saml.force.post.binding", "true")
                .put("saml.authnstatement", "true")
                .put("saml.server.signature", "true")
                .put("saml.assertion.signature", "true")
                .put("saml.client.signature", "false");
        ArrayNode mappers = client.putArray("protocolMappers");
        for (String property : List.of("username", "email", "firstName")) {
            ObjectNode mapper = mappers.addObject()
                    .put("name", property)
                    .put("protocol", "saml")
                    .put("protocolMapper", "saml-user-property-mapper");
            mapper.putObject("config").put("user.attribute", property).put("attribute.name", property);
        }
        admin.post("/clients", client);
        return url("/protocol/saml/clients/" + id);
    }

    /** Where users begin who go to AWS. */
    URI aws() {
        return url("/protocol/saml/clients/amazon-aws");
    }

    private ObjectNode client(String id, String protocol, Step step) {
        ObjectNode client = AdminApi.JSON.createObjectNode();
        client.put("clientId", id).put("protocol", protocol).put("enabled", true);
        client.putObject("authenticationFlowBindingOverrides").put("browser", flow(id, step));
        return client;
    }

    /** {@code cookie | (password [+ step])}, of which the cookie is never there. Answers its id. */
    private String flow(String alias, Step step) {
        String id = admin.create(
                "/authentication/flows",
                Map.of("alias", alias, "providerId", "basic-flow", "topLevel", true, "builtIn", false));
        execution(alias, "execution", Map.of("provider", "auth-cookie"), "ALTERNATIVE");
        String forms = alias + "-forms";
        execution(
                alias,
                "flow",
                Map.of("alias", forms, "type", "basic-flow", "provider", "", "description", ""),
                "ALTERNATIVE");
        execution(forms, "execution", Map.of("provider", "auth-username-password-form"), "REQUIRED");
        if (step != Step.NONE) {
            execution(forms, "execution", Map.of("provider", step.authenticator), "REQUIRED");
        }
        return id;
    }

    /** Adds it behind those that are there. */
    private void execution(String flow, String what, Map<String, String> body, String requirement) {
        String executions = "/authentication/flows/" + flow + "/executions";
        admin.post(executions + "/" + what, body);
        JsonNode all = admin.get(executions);
        for (JsonNode execution : all) {
            boolean isIt = execution.path("displayName").asText().equals(body.get("alias"))
                    || execution.path("providerId").asText().equals(body.get("provider"));
            if (isIt) {
                admin.put(executions, ((ObjectNode) execution).put("requirement", requirement));
            }
        }
    }

    /** Makes users with that password and, if they have any, a role at AWS, so that all are loaded alike. */
    void users(List<ObjectNode> users) {
        for (ObjectNode user : users) {
            String name = user.get("username").asText();
            user.put("enabled", true)
                    .put("email", name + "@example.test")
                    .put("emailVerified", true)
                    .put("firstName", "First")
                    .put("lastName", "Last");
            user.withArray("/credentials").addObject().put("type", "password").put("value", Account.PASSWORD);
            if (withRoles) {
                user.withObject("/clientRoles").putArray(AWS).add(ROLE);
            }
        }
        admin.post("/partialImport", Map.of("ifResourceExists", "FAIL", "users", users));
    }

    /** Puts users with one device each straight into the database, of which all have the same password. */
    List<Owner> seed(Database database, int count) {
        users(List.of(AdminApi.JSON.createObjectNode().put("username", "template")));
        String template = admin.get("/users?exact=true&username=template")
                .get(0)
                .get("id")
                .asText();
        String id = admin.get("").get("id").asText();
        return SeededDevices.in(database, id, new TestUser(template, "template", Account.PASSWORD))
                .load(count);
    }

    private URI url(String below) {
        return URI.create(baseUrl + "/realms/" + NAME + below);
    }
}
