package io.github.keycloakawsmfa.admin.setup;

import static io.github.keycloakawsmfa.admin.setup.SetupChanges.detail;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flow did for AWS before set-up it does afterwards, or the call is refused and says what would be lost. */
class ExistingFlowsIT {
    private static final KeycloakServer SERVER = KeycloakServer.shared();
    private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36);
    private static final String SETUP = "/aws-mfa/setup";
    private static final String FLOWS = "/authentication/flows";
    private static final String OURS = "aws-mfa browser";
    private static final String ELSEWHERE = "/realms/master/.well-known/openid-configuration";
    private static int count;

    private AdminApi admin;
    private String realm;

    @BeforeEach
    void aRealmWithAnIdentityProvider() {
        realm = "flows-" + RUN + "-" + ++count;
        SERVER.admin().createRealm(Map.of("realm", realm, "enabled", true));
        admin = SERVER.admin().realm(realm);
        admin.post(
                "/identity-provider/instances",
                Map.of(
                        "alias",
                        "corp",
                        "providerId",
                        "oidc",
                        "enabled",
                        true,
                        "config",
                        Map.of(
                                "authorizationUrl",
                                SERVER.baseUrl() + ELSEWHERE,
                                "tokenUrl",
                                SERVER.baseUrl() + ELSEWHERE,
                                "clientId",
                                "keycloak",
                                "clientSecret",
                                "secret")));
    }

    @AfterEach
    void noRealmIsLeft() {
        admin.delete("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "realm"})
    void theDefaultIdentityProviderOfTheRealmsFlow(String scope) {
        configure("browser", "identity-provider-redirector", Map.of("defaultProvider", "corp"));

        JsonNode answer = setUp("{\"scope\": \"" + scope + "\"}");

        assertThat(actions(answer)).doesNotContain("adopt");
        assertThat(console("amazon-aws").uri().getPath()).isEqualTo(ELSEWHERE);
        assertThat(last(OURS)).isEqualTo("0 REQUIRED virtual-mfa-form");
        assertThat(actions(setUp("{\"scope\": \"" + scope + "\"}"))).containsOnly("keep");
    }

    /** Users of a realm that has its own second factor went through it on the way to AWS: whoever has the password alone does not. */
    @Test
    void keycloaksOwnSecondFactor() {
        setUp(null);
        assertThat(steps(OURS)).contains("auth-otp-form", "conditional-user-configured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "realm"})
    void stepsConditionsAndSettingsOfTheRealmsOwnFlow(String scope) {
        String mine = whereGuestsAreTurnedAway("mine");
        admin.put("", ((ObjectNode) admin.get("")).put("browserFlow", mine));

        if (scope.equals("realm")) {
            assertThat(admin.send("POST", SETUP, "{\"scope\": \"realm\"}").status())
                    .as("a flow of somebody's own")
                    .isEqualTo(409);
        }
        setUp("{\"scope\": \"" + scope + "\", \"adopt\": " + scope.equals("realm") + "}");

        assertThat(steps(OURS)).containsSequence("conditional-user-role", "deny-access-authenticator");
        guestsAreTurnedAway();
    }

    @Test
    void thoseOfAClientsOverrideWhichIsReplacedOnlyWithAdopt() {
        setUp(null);
        override("urn:amazon:webservices", whereGuestsAreTurnedAway("mine"));

        AdminApi.Answer refused = admin.send("POST", SETUP, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("mine -> aws-mfa mine");
        JsonNode answer = setUp("{\"adopt\": true}");

        assertThat(detail(answer, "aws-mfa mine", "flow")).isEqualTo("all that mine does, then the code");
        assertThat(steps("aws-mfa mine")).containsSequence("conditional-user-role", "deny-access-authenticator");
        assertThat(last("aws-mfa mine")).isEqualTo("0 REQUIRED virtual-mfa-form");
        guestsAreTurnedAway();
    }

    /** Keycloak's own copy leaves such a condition at the old subflow, where it never holds again. */
    @Test
    void aConditionOnAnotherSubflow() {
        flow("levels");
        subflow("levels", "levels first", "REQUIRED");
        step("levels first", "auth-username-password-form", "REQUIRED");
        subflow("levels", "levels second", "CONDITIONAL");
        step("levels second", "conditional-sub-flow-executed", "REQUIRED");
        configure(
                "levels second",
                "conditional-sub-flow-executed",
                Map.of("flow_to_check", "levels first", "check_result", "executed"));
        step("levels second", "deny-access-authenticator", "REQUIRED");
        admin.put("", ((ObjectNode) admin.get("")).put("browserFlow", "levels"));
        admin.post("/users", user("alice"));

        assertThat(password(console(app())).source())
                .as("what the realm's flow does")
                .contains("Access denied");
        setUp(null);

        assertThat(password(console("amazon-aws")).source()).contains("Access denied");
    }

    @Test
    void whatTheFlowThatIsThereDoesNotDoIsNamedBeforeASecondClientGetsIt() {
        setUp(null);
        configure("browser", "identity-provider-redirector", Map.of("defaultProvider", "corp"));
        String govcloud = "{\"partition\": \"aws-us-gov\"}";

        JsonNode dry = admin.send("POST", SETUP + "?dryRun=true", govcloud).json();
        assertThat(detail(dry, "urn:amazon:webservices:govcloud", "flow-binding"))
                .contains("It does not do what the old one did: identity-provider-redirector (defaultProvider)");
        AdminApi.Answer refused = admin.send("POST", SETUP, govcloud);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("identity-provider-redirector (defaultProvider)");

        setUp("{\"partition\": \"aws-us-gov\", \"adopt\": true}");
    }

    @Test
    void twoClientsOfOneRealmShareItsFlow() {
        setUp(null);

        assertThat(actions(setUp("{\"partition\": \"aws-us-gov\"}"))).doesNotContain("adopt", "conflict");
        assertThat(aliases()).filteredOn(alias -> alias.startsWith("aws-mfa")).containsOnlyOnce(OURS);
    }

    @Test
    void theCheckTellsWhatTheRealmsFlowDoesSince() {
        setUp(null);
        assertThat(findings()).doesNotContain("flow-behind");

        configure("browser", "identity-provider-redirector", Map.of("defaultProvider", "corp"));

        assertThat(findings()).contains("flow-behind");
        configure(OURS, "identity-provider-redirector", Map.of("defaultProvider", "corp"));
        assertThat(findings()).doesNotContain("flow-behind");
    }

    @Test
    void theCheckTellsWhatTheRealmsFlowDoesNoMore() {
        require("browser", "providerId", "auth-spnego", "ALTERNATIVE");
        setUp(null);
        assertThat(findings()).doesNotContain("flow-ahead");

        require("browser", "providerId", "auth-spnego", "DISABLED");

        assertThat(findings()).contains("flow-ahead").doesNotContain("flow-behind");
    }

    /** Keycloak's column holds 255 characters, and both names go into that of a copied subflow. */
    @Test
    void namesAsLongAsTheyMayBe() {
        String alias = "f".repeat(250);
        flow(alias);
        subflow(alias, "s".repeat(250), "REQUIRED");
        step("s".repeat(250), "auth-username-password-form", "REQUIRED");
        setUp(null);
        override("urn:amazon:webservices", alias);

        setUp("{\"adopt\": true}");

        assertThat(console("amazon-aws").has("#kc-form-login")).isTrue();
        assertThat(actions(setUp(null))).containsOnly("keep");
    }

    /** To mend it in place would ask every user of the realm for a code. */
    @Test
    void theRealmsOwnFlowIsNotMendedForOneClient() {
        setUp("{\"scope\": \"realm\"}");
        require(OURS, "providerId", "virtual-mfa-form", "DISABLED");

        setUp("{\"adopt\": true}");

        assertThat(last(OURS)).isEqualTo("0 DISABLED virtual-mfa-form");
        assertThat(last("aws-mfa " + OURS)).isEqualTo("0 REQUIRED virtual-mfa-form");
        assertThat(actions(setUp(null))).containsOnly("keep");
    }

    @Test
    void aFlowThatEndsInTheCodeIsCopiedOnlyBeforeTheCode() {
        setUp("{\"scope\": \"realm\"}");
        setUp("{\"partition\": \"aws-us-gov\"}");

        assertThat(steps(OURS)).containsOnlyOnce("virtual-mfa-form");
        assertThat(actions(setUp("{\"partition\": \"aws-us-gov\"}"))).containsOnly("keep");
    }

    /** Settings may be gone, and a name may be taken: neither is a reason to fail. */
    @Test
    void namesThatAreTakenAreNotInTheWay() {
        flow("aws-mfa identity");
        flow("aws-mfa forms");

        setUp(null);

        assertThat(aliases()).contains("aws-mfa identity 2", "aws-mfa forms 2");
        assertThat(console("amazon-aws").has("#kc-form-login")).isTrue();
    }

    @Test
    void oneOfOursWithoutTheCodeIsMendedWithAllThatItDoes() {
        setUp(null);
        configure(OURS, "identity-provider-redirector", Map.of("defaultProvider", "corp"));
        step(OURS, "auth-cookie", "ALTERNATIVE");
        List<String> before = steps(OURS).stream()
                .filter(step -> !step.equals("virtual-mfa-form"))
                .toList();

        assertThat(admin.send("POST", SETUP, null).status()).isEqualTo(409);
        setUp("{\"adopt\": true}");

        assertThat(steps(OURS))
                .containsExactlyElementsOf(Stream.concat(before.stream(), Stream.of("virtual-mfa-form"))
                        .toList());
        assertThat(actions(setUp(null))).containsOnly("keep");
        assertThat(console("amazon-aws").uri().getPath()).isEqualTo(ELSEWHERE);
    }

    /** A copy of Keycloak's flow in which the role {@code guest} is turned away after the password. */
    private String whereGuestsAreTurnedAway(String alias) {
        admin.post("/roles", Map.of("name", "guest"));
        admin.post(FLOWS + "/browser/copy", Map.of("newName", alias));
        subflow(alias + " forms", "turned away", "CONDITIONAL");
        step("turned away", "conditional-user-role", "REQUIRED");
        configure("turned away", "conditional-user-role", Map.of("condUserRole", "guest", "negate", "false"));
        step("turned away", "deny-access-authenticator", "REQUIRED");
        return alias;
    }

    private void guestsAreTurnedAway() {
        String id = admin.create("/users", user("alice"));
        assertThat(password(console("amazon-aws")).has("#kc-totp-settings-form"))
                .as("others are not")
                .isTrue();
        admin.post(
                "/users/" + id + "/role-mappings/realm",
                AdminApi.JSON.createArrayNode().add(admin.get("/roles/guest")));
        Page page = password(console("amazon-aws"));
        assertThat(page.has("#kc-totp-settings-form")).isFalse();
        assertThat(page.source()).contains("Access denied");
    }

    private static Map<String, Object> user(String name) {
        return Map.of(
                "username",
                name,
                "enabled",
                true,
                "email",
                name + "@example.test",
                "firstName",
                "First",
                "lastName",
                "Last",
                "credentials",
                List.of(Map.of("type", "password", "value", "password")));
    }

    /** An application that nobody asks for a code. */
    private String app() {
        admin.post(
                "/clients",
                Map.of(
                        "clientId",
                        "app",
                        "protocol",
                        "saml",
                        "enabled",
                        true,
                        "redirectUris",
                        List.of("https://app.example.test/saml"),
                        "attributes",
                        Map.of(
                                "saml_assertion_consumer_url_post", "https://app.example.test/saml",
                                "saml_idp_initiated_sso_url_name", "app",
                                // Else Keycloak makes a key for each.
                                "saml.client.signature", "false")));
        return "app";
    }

    private Page console(String urlName) {
        return Browser.create()
                .open(URI.create(SERVER.baseUrl() + "/realms/" + realm + "/protocol/saml/clients/" + urlName));
    }

    private static Page password(Page page) {
        return page.form("#kc-form-login")
                .set("username", "alice")
                .set("password", "password")
                .submit();
    }

    private JsonNode setUp(String body) {
        AdminApi.Answer answer = admin.send("POST", SETUP, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> actions(JsonNode answer) {
        return values(answer.get("changes"), "action");
    }

    private List<String> findings() {
        return values(admin.get("/aws-mfa/check").get("findings"), "id");
    }

    private List<String> aliases() {
        List<String> aliases = new ArrayList<>(values(admin.get(FLOWS), "alias"));
        admin.get(path(OURS))
                .forEach(step -> aliases.add(step.path("displayName").asText()));
        return aliases;
    }

    private static List<String> values(JsonNode list, String field) {
        List<String> values = new ArrayList<>();
        list.forEach(element -> values.add(element.path(field).asText()));
        return values;
    }

    private void flow(String alias) {
        admin.post(FLOWS, Map.of("alias", alias, "providerId", "basic-flow", "topLevel", true, "builtIn", false));
    }

    private void subflow(String flow, String alias, String requirement) {
        admin.post(
                path(flow) + "/flow", Map.of("alias", alias, "type", "basic-flow", "provider", "", "description", ""));
        require(flow, "displayName", alias, requirement);
    }

    private void step(String flow, String provider, String requirement) {
        admin.post(path(flow) + "/execution", Map.of("provider", provider));
        require(flow, "providerId", provider, requirement);
    }

    private void require(String flow, String field, String value, String requirement) {
        ObjectNode execution = null;
        for (JsonNode present : admin.get(path(flow))) {
            if (present.path(field).asText().equals(value)) {
                execution = (ObjectNode) present;
            }
        }
        admin.put(path(flow), execution.put("requirement", requirement));
    }

    private void configure(String flow, String provider, Map<String, String> config) {
        for (JsonNode execution : admin.get(path(flow))) {
            if (execution.path("providerId").asText().equals(provider)) {
                admin.post(
                        "/authentication/executions/" + execution.get("id").asText() + "/config",
                        Map.of("alias", flow + " " + provider, "config", config));
                return;
            }
        }
        throw new AssertionError("No " + provider + " in " + flow);
    }

    private void override(String clientId, String alias) {
        for (JsonNode flow : admin.get(FLOWS)) {
            if (flow.get("alias").asText().equals(alias)) {
                ObjectNode client =
                        (ObjectNode) admin.get("/clients?clientId=" + clientId).get(0);
                client.putObject("authenticationFlowBindingOverrides")
                        .put("browser", flow.get("id").asText());
                admin.put("/clients/" + client.get("id").asText(), client);
            }
        }
    }

    private List<String> steps(String flow) {
        return values(admin.get(path(flow)), "providerId").stream()
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private String last(String flow) {
        JsonNode steps = admin.get(path(flow));
        JsonNode last = steps.get(steps.size() - 1);
        return last.get("level").asText() + " " + last.get("requirement").asText() + " "
                + last.path("providerId").asText();
    }

    private static String path(String flow) {
        return FLOWS + "/" + flow.replace(" ", "%20") + "/executions";
    }
}
