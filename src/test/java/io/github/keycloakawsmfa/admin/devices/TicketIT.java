package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A ticket that an administrator makes for a user's first device")
class TicketIT {

    private static final String FORM = "([A-Z2-7]{4}-){3}[A-Z2-7]{4}";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm another = TestRealm.create();

    private static TestUser user;

    @BeforeAll
    static void setUp() {
        user = realm.user("newcomer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}|24", "{\"hours\": null}|24", "{\"hours\": 1}|1", "{\"hours\": 72}|72"})
    void isValidForSomeHours(String body, int hours) {
        Instant before = realm.clock().now().truncatedTo(ChronoUnit.SECONDS);

        JsonNode ticket = realm.admin().post(path(), body);

        assertThat(ticket.get("ticket").asText()).matches(FORM);
        assertThat(ticket).hasSize(2);
        assertThat(Instant.parse(ticket.get("expiresAt").asText()))
                .isBetween(
                        before.plus(Duration.ofHours(hours)),
                        realm.clock().now().plus(Duration.ofHours(hours)));
    }

    @Test
    void isTheOnlyOneOfItsKindAndNeedsNoBody() {
        String one = realm.admin().post(path(), null).get("ticket").asText();
        String other = realm.admin().post(path(), null).get("ticket").asText();
        assertThat(one).matches(FORM).isNotEqualTo(other);
    }

    @Test
    void isTheBearersAloneToKeep() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(realm.server().baseUrl() + "/admin/realms/" + realm.name() + path()))
                                .header(
                                        "Authorization",
                                        "Bearer " + realm.admin().token())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        String ticket = AdminApi.JSON.readTree(answer.body()).get("ticket").asText();

        assertThat(answer.headers().allValues("Cache-Control"))
                .anySatisfy(value -> assertThat(value).contains("no-store"));
        JsonNode told = realm.adminEvents().get(0);
        assertThat(told.get("operationType").asText()).isEqualTo("CREATE");
        assertThat(told.get("resourceType").asText()).isEqualTo("AWS_MFA_TICKET");
        assertThat(told.get("resourcePath").asText()).isEqualTo(path().substring(1));
        assertThat(told.get("representation").asText()).contains("expiresAt");
        assertThat(realm.adminEvents().toString() + realm.admin().get("/events?max=1000"))
                .doesNotContain(ticket, ticket.replace("-", ""));
        assertThat(realm.server().log()).doesNotContain(ticket, ticket.replace("-", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"hours\": 0}|\"hours\" must be 1 to 72, not 0.",
                "{\"hours\": 73}|\"hours\" must be 1 to 72, not 73.",
                "{\"hours\": -1}|\"hours\" must be 1 to 72, not -1.",
                "{\"hours\": 1.5}|\"hours\" must be a whole number, not 1.5.",
                "{\"hours\": \"24\"}|\"hours\" must be a whole number, not \"24\".",
                "{\"hours\": 99999999999}|\"hours\" must be a whole number, not 99999999999.",
                "{\"life\": 24}|Unknown field \"life\". Known are: hours.",
                "[24]|The body must be a JSON object, or nothing at all."
            })
    void isNotMadeOfWhatCannotBeMeant(String body, String sentence) {
        AdminApi.Answer answer = realm.admin().send("POST", path(), body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "f:", "f:nobody", "f::", "f:provider:nobody"})
    void isForAUserWhoIsThere(String id) {
        AdminApi.Answer answer = realm.admin().send("POST", "/aws-mfa/users/" + id + "/ticket", null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
    }

    @Test
    void isMadeByWhoManagesTheRealmAndItsUsers() {
        AdminApi caller = Admins.with(realm, "manage-realm", "manage-users");
        assertThat(caller.post(path(), null).get("ticket").asText()).matches(FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manage-users,impersonation,view-realm", "manage-realm", "manage-realm,view-users"})
    void isNotMadeByAnybodyElse(String roles) {
        AdminApi.Answer answer = Admins.with(realm, roles.split(",")).send("POST", path(), null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    }

    @Test
    void isNotMadeByAnotherRealmsAdministrator() {
        AdminApi.Answer answer = Admins.of(another, realm.name(), "realm-admin").send("POST", path(), null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    }

    private static String path() {
        return "/aws-mfa/users/" + user.id() + "/ticket";
    }
}
