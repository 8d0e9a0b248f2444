package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import io.github.keycloakawsmfa.walk.TokenExchange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The legacy token exchange makes assertions of a session, its evidence included, where no person is: none is made for AWS. */
class TokenExchangeIT {

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped().shared();

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.on(server, realm -> {}));

    private static int count;

    private final TestRealm realm = aws.realm();
    private Person person;
    private String exchanger;

    @BeforeEach
    void aUser() {
        person = aws.person("user-" + ++count, "Admin");
        exchanger = "exchanger-" + count;
        realm.clearEvents();
    }

    @Test
    void ofASessionWithEvidenceIsAnErrorOfTheProtocol() {
        aws.accepted(person.signInWithCode(aws.console()));
        TokenExchange exchange = TokenExchange.allowed(realm, exchanger, aws.clientUuid());
        String token = exchange.accessToken(person.browser());
        realm.clearEvents();

        refused(exchange.forSaml(token, AwsSide.CLIENT_ID));

        // For which a response left before: that session is not lost, and goes on.
        assertThat(onlySession()).contains(AwsSide.CLIENT_ID);
        aws.accepted(person.browser().open(aws.console()));
    }

    @Test
    void ofASessionWithoutLeavesNoSessionOfTheClient() {
        TokenExchange exchange = TokenExchange.allowed(realm, exchanger, aws.clientUuid());
        person.password(person.browser().open(realm.signInAt(exchanger)));
        String token = exchange.accessToken(person.browser());
        realm.clearEvents();

        refused(exchange.forSaml(token, AwsSide.CLIENT_ID));

        assertThat(onlySession()).containsExactly(exchanger);
    }

    /** The application has both tokens; the user has signed in to it with a browser, before the exchange and after. */
    @Test
    void ofATokenChangesNoDevices() {
        aws.accepted(person.signInWithCode(aws.console()));
        TokenExchange exchange = TokenExchange.allowed(realm, exchanger, aws.clientUuid());
        String token = exchange.accessToken(person.browser());
        String exchanged = exchange.exchanged(token);
        person.browser().open(realm.signInAt(exchanger));

        assertThat(renames(exchanged)).isEqualTo(403);
        assertThat(renames(token)).isEqualTo(200);
    }

    private int renames(String token) {
        String device = realm.admin()
                .get("/aws-mfa/users/" + person.user().id() + "/devices")
                .path(0)
                .path("id")
                .asText();
        return realm.admin()
                .outside(realm.name())
                .bearing(token)
                .send("POST", "/aws-mfa/devices/" + device + "/rename", Map.of("name", "renamed"))
                .status();
    }

    /** So that the tests above can fail. */
    @Test
    void forAnotherApplicationIsAnAssertion() {
        String other = realm.samlClient("other", "https://app.example.test/acs", client -> {});
        TokenExchange exchange = TokenExchange.allowed(realm, exchanger, other);
        person.password(person.browser().open(realm.signInAt(exchanger)));

        JsonNode answer = exchange.forSaml(exchange.accessToken(person.browser()), "other");

        assertThat(TokenExchange.saml(answer)).as(answer.toString()).contains("Assertion");
        assertThat(aws.refusals()).isEmpty();
    }

    private void refused(JsonNode answer) {
        assertThat(answer.path("error").asText()).as(answer.toString()).isEqualTo("invalid_request");
        assertThat(answer.has("access_token")).as(answer.toString()).isFalse();
        AwsSide.refusedOnce(realm, AwsSide.CLIENT_ID, person.user(), "/protocol/openid-connect/token", "path");
    }

    private List<String> onlySession() {
        List<List<String>> sessions = realm.clientSessions(person.user());
        assertThat(sessions).hasSize(1);
        return sessions.get(0);
    }
}
