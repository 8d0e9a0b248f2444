package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.ServerOption;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.foreign.ForeignAuthenticator;
import io.github.keycloakawsmfa.fixture.foreign.Recognition;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Flows are somebody's own work: all that the check fixes is a client that has lost its flow. */
@DisplayName("The check of flows")
class CheckFlowsIT {

    private static final String FLOWS = "/authentication/flows";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(TestRealm::bruteForceProtected);

    private static final CheckCalls check = CheckCalls.of(realm);

    @BeforeEach
    void aHealthyRealm() {
        check.setUp();
        assertThat(check.problems()).isEmpty();
    }

    @Test
    void aFlowThatAsksForNoCodeIsLeftToItsOwner() {
        realm.admin().post(FLOWS + "/browser/copy", Map.of("newName", "codeless"));
        bind("codeless");

        assertThat(check.problems()).containsExactly("flow-without-code");
        assertThat(check.finding("flow-without-code").get("fix").asText()).contains("\"adopt\": true");
        assertThat(check.fix("").get("done")).isEmpty();
        assertThat(check.problems()).containsExactly("flow-without-code");

        check.setUp();
        assertThat(check.problems()).isEmpty();
    }

    @Test
    void ofAnotherFlowThatEndsInTheCodeNothingIsSaid() {
        realm.admin().post(FLOWS + "/aws-mfa%20browser/copy", Map.of("newName", "as good"));
        bind("as good");

        assertThat(check.problems()).isEmpty();
    }

    /** Keycloak would ask for the code without knowing of whom. */
    @Test
    void alternativesBesideARequiredStepAreFound() {
        realm.admin().post(FLOWS, flow("mixed"));
        step("mixed", "auth-cookie", "ALTERNATIVE");
        step("mixed", "virtual-mfa-form", "REQUIRED");
        bind("mixed");

        assertThat(check.problems())
                .containsExactly("flow-alternatives-dropped", "flow-without-code", "first-factor-unknown");
        assertThat(check.finding("flow-alternatives-dropped").get("sentence").asText())
                .contains("auth-cookie");

        check.setUp();
        assertThat(check.problems())
                .as("what it did goes on: nothing but a cookie")
                .containsExactly("first-factor-unknown");
        bind("aws-mfa browser");
        assertThat(check.problems()).isEmpty();
    }

    /** In what set-up copies there may be such a flow, too. */
    @Test
    void soAreThoseOfASubflow() {
        realm.admin().post(FLOWS + "/aws-mfa%20browser/copy", Map.of("newName", "mixed below"));
        step("mixed below aws-mfa identity", "deny-access-authenticator", "REQUIRED");
        bind("mixed below");

        assertThat(check.finding("flow-alternatives-dropped").get("sentence").asText())
                .contains("identity-provider-redirector");
        bind("aws-mfa browser");
        assertThat(check.problems()).isEmpty();
    }

    @Test
    void whereTheRealmsOwnFlowAsksEverybodyAClientNeedsNone() {
        realm.admin().post("/aws-mfa/setup", Map.of("scope", "realm"));
        unbind();
        assertThat(check.problems()).isEmpty();
        assertThat(check.fix("").get("done")).isEmpty();

        realm.change(it -> it.put("browserFlow", "browser"));
        assertThat(check.problems()).containsExactly("flow-override-missing");
        check.fix("");
        assertThat(check.problems()).isEmpty();
        assertThat(realm.admin().get("").get("browserFlow").asText())
                .as("nobody said that everybody is to be asked")
                .isEqualTo("browser");
    }

    @Test
    void aFlowOfOursThatWasChangedIsNotBoundAgain() {
        realm.admin().post(FLOWS + "/aws-mfa%20browser/copy", Map.of("newName", "kept"));
        unbind();
        step("aws-mfa browser", "auth-cookie", "ALTERNATIVE");

        assertThat(check.problems()).containsExactly("flow-without-code");
        assertThat(check.fix("").get("done")).isEmpty();
        assertThat(realm.admin()
                        .get(check.client())
                        .at("/authenticationFlowBindingOverrides/browser")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void anAuthenticatorThatIsNotKeycloaksIsFound() {
        realm.admin().post(FLOWS + "/aws-mfa%20browser/copy", Map.of("newName", "with a stranger"));
        step("with%20a%20stranger%20aws-mfa%20forms", ForeignAuthenticator.ID, "REQUIRED");
        bind("with a stranger");

        assertThat(check.problems()).containsExactly("foreign-authenticator");
        assertThat(check.finding("foreign-authenticator").get("where").asText()).isEqualTo("flow with a stranger");
        bind("aws-mfa browser");
        assertThat(check.problems()).isEmpty();
    }

    /** Whoever comes by it alone could assign no device, unless the server counts what it names. */
    @Test
    void aStepThatProvesNothingKnownIsFound() {
        String option = "spi-credential--virtual-mfa--first-factors";
        realm.admin().post(FLOWS + "/aws-mfa%20browser/copy", Map.of("newName", "by word"));
        step("by word aws-mfa identity", Recognition.ID, "ALTERNATIVE");
        bind("by word");

        assertThat(check.problems()).containsExactly("foreign-authenticator", "first-factor-unknown");
        assertThat(check.finding("first-factor-unknown").get("sentence").asText())
                .contains(" by " + Recognition.ID + " alone ");
        ServerOption.set(realm.server(), option, Recognition.TYPE);
        try {
            assertThat(check.problems()).containsExactly("foreign-authenticator");
        } finally {
            ServerOption.set(realm.server(), option, null);
        }
        bind("aws-mfa browser");
        assertThat(check.problems()).isEmpty();
    }

    /** As when the JAR of a step is gone: only an import lets a test have such a flow. */
    @Test
    void anAuthenticatorThatIsGoneIsFound() {
        AdminApi other = realm.server().admin().realm(realm.name() + "-gone");
        realm.server().admin().createRealm(Map.of("realm", realm.name() + "-gone", "enabled", true));
        other.post("/aws-mfa/setup", null);
        String export = other.post("/partial-export?exportClients=true", null).toString();
        other.delete("");
        realm.server().admin().post("", export.replace("\"auth-username-password-form\"", "\"no-more\""));
        try {
            JsonNode findings = other.get("/aws-mfa/check").get("findings");
            assertThat(CheckCalls.problems(findings)).containsExactly("authenticator-missing", "brute-force-off");
            assertThat(findings.get(0).get("sentence").asText()).contains("no-more");
        } finally {
            other.delete("");
        }
    }

    private static ObjectNode flow(String alias) {
        return AdminApi.JSON
                .createObjectNode()
                .put("alias", alias)
                .put("providerId", "basic-flow")
                .put("topLevel", true)
                .put("builtIn", false);
    }

    private static void step(String flow, String authenticator, String requirement) {
        String path = FLOWS + "/" + flow.replace(" ", "%20") + "/executions";
        realm.admin().post(path + "/execution", Map.of("provider", authenticator));
        for (JsonNode execution : realm.admin().get(path)) {
            if (authenticator.equals(execution.path("providerId").asText())
                    && execution.get("requirement").asText().equals("DISABLED")) {
                realm.admin().put(path, ((ObjectNode) execution).put("requirement", requirement));
            }
        }
    }

    private static void bind(String alias) {
        for (JsonNode flow : realm.admin().get(FLOWS)) {
            if (flow.get("alias").asText().equals(alias)) {
                check.client(client -> client.putObject("authenticationFlowBindingOverrides")
                        .put("browser", flow.get("id").asText()));
            }
        }
    }

    private static void unbind() {
        check.client(
                client -> client.putObject("authenticationFlowBindingOverrides").put("browser", ""));
    }
}
