package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.check.CheckCalls;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server in the middle of a roll-out: it only observes, and wants a key in the vault that one realm lacks. */
@DisplayName("At its end, set-up's answer")
class SetupFindingsIT {

    private static final String SETUP = "/aws-mfa/setup";

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped(
                    KeycloakServer.OBSERVING, "--" + Vault.OPTION + "=mfa-key")
            .entry("Acme Corp", "mfa-key", Vault.KEY)
            .build();

    @RegisterExtension
    static final TestRealm ready = TestRealm.on(server, realm -> {
        realm.put("realm", "Acme Corp");
        TestRealm.bruteForceProtected(realm);
    });

    @RegisterExtension
    static final TestRealm lacking = TestRealm.on(server, realm -> {
        realm.put("realm", "lacking");
        TestRealm.bruteForceProtected(realm);
    });

    @BeforeEach
    void eventsAreSaved() {
        events(lacking, true, List.of(), 0);
    }

    @Test
    void namesTheGateThatOnlyObserves() {
        assertThat(problems(setUp(ready, ""))).containsExactly("gate-observes", "token-exchange-on");
        assertThat(problems(ready.admin().get("/aws-mfa/check")))
                .as("the check itself says the same")
                .containsExactly("gate-observes", "token-exchange-on");
    }

    @Test
    void namesTheVaultEntryThatTheFirstUserWouldMiss() {
        JsonNode answer = setUp(lacking, "");

        assertThat(problems(answer)).containsExactly("gate-observes", "key-missing", "token-exchange-on");
        JsonNode missing = answer.get("findings").get(1);
        assertThat(missing.get("severity").asText()).isEqualTo("error");
        assertThat(missing.get("sentence").asText()).contains("mfa-key", "lacking");
        assertThat(answer.get("summary").asText())
                .startsWith("The check finds errors: 2, warnings: ")
                .contains("key-missing");
    }

    @Test
    void tellsBeforeAnythingIsDone() {
        String client = "urn:amazon:webservices:findings";
        JsonNode answer = lacking.admin().post(SETUP + "?dryRun=true", Map.of("clientId", client));

        assertThat(answer.get("dryRun").asBoolean()).isTrue();
        assertThat(problems(answer)).containsExactly("gate-observes", "key-missing", "token-exchange-on");
        assertThat(lacking.admin().get("/clients?clientId=" + client)).isEmpty();
    }

    /** Each of these makes "no more aws_mfa_refused" true on the first day. */
    @Test
    void namesEventsThatAreLost() {
        events(lacking, false, List.of(), 0);
        assertThat(problems(setUp(lacking, "?dryRun=true"))).contains("events-not-saved");
        assertThat(problems(setUp(lacking, ""))).contains("events-not-saved");
        assertThat(problems(lacking.admin().get("/aws-mfa/check"))).contains("events-not-saved");

        events(lacking, true, List.of("LOGIN", "UPDATE_CREDENTIAL_ERROR"), 0);
        assertThat(problems(setUp(lacking, ""))).contains("events-not-saved");

        events(lacking, true, List.of("LOGIN_ERROR"), 3_600);
        assertThat(problems(setUp(lacking, ""))).contains("events-not-saved");

        events(lacking, true, List.of("LOGIN_ERROR"), 86_400);
        assertThat(problems(setUp(lacking, ""))).doesNotContain("events-not-saved");
    }

    @Test
    void saysNothingOfOtherClients() {
        String other = "urn:amazon:webservices:other";
        lacking.samlClient(other, "https://signin.aws.amazon.com/saml", client -> {});
        try {
            assertThat(problems(lacking.admin().get("/aws-mfa/check"))).contains("aws-client-not-set-up");
            assertThat(problems(setUp(lacking, ""))).doesNotContain("aws-client-not-set-up");
        } finally {
            lacking.admin().delete("/clients/" + lacking.clientUuid(other));
        }
    }

    /** A dry run lists what it would mend, and not once more as a finding. */
    @Test
    void leavesOutWhatThePlanMends() {
        setUp(lacking, "");
        CheckCalls check = CheckCalls.of(lacking);
        check.client(client -> client.put("fullScopeAllowed", true));
        check.attribute("saml.assertion.signature", "false");
        check.attribute("aws-mfa.issuer", "https://elsewhere.example.com/realms/lacking");

        JsonNode dry = setUp(lacking, "?dryRun=true");
        assertThat(dry.get("changes").toString()).contains("fullScopeAllowed", "saml.assertion.signature");
        assertThat(problems(dry)).containsExactly("gate-observes", "key-missing", "token-exchange-on");
        assertThat(problems(setUp(lacking, ""))).containsExactly("gate-observes", "key-missing", "token-exchange-on");
    }

    /** What set-up leaves alone, because it is the administrator's. */
    @Test
    void namesWhatIsLeftOfTheClient() {
        setUp(lacking, "");
        CheckCalls check = CheckCalls.of(lacking);
        check.changeMapper("SessionDuration", "session.duration.seconds", "a while");
        try {
            assertThat(problems(setUp(lacking, ""))).contains("session-duration-unreadable");
            assertThat(problems(setUp(lacking, "?dryRun=true"))).contains("session-duration-unreadable");
        } finally {
            check.changeMapper("SessionDuration", "session.duration.seconds", "3600");
        }
    }

    private static JsonNode setUp(TestRealm realm, String query) {
        return realm.admin().post(SETUP + query, Map.of("accounts", Map.of("123456789012", List.of("Admin"))));
    }

    /** Errors and warnings, in their order; Keycloak's own holes come and go with its version. */
    private static List<String> problems(JsonNode answer) {
        List<String> problems = new ArrayList<>(CheckCalls.problems(answer.get("findings")));
        if (answer.has("changes")) {
            assertThat(StreamSupport.stream(answer.get("findings").spliterator(), false))
                    .as("errors and warnings alone")
                    .noneMatch(finding -> finding.get("severity").asText().equals("info"));
        }
        return problems;
    }

    private static void events(TestRealm realm, boolean saved, List<String> types, long seconds) {
        realm.admin()
                .put(
                        "/events/config",
                        Map.of("eventsEnabled", saved, "enabledEventTypes", types, "eventsExpiration", seconds));
    }
}
