package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users have roles as the usual instructions name them: a second role of the same meaning would be nobody's. */
@DisplayName("Set-up with accounts, where roles are there already")
class SetupRolesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String ACCOUNT = "123456789012";
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/";
    private static final String PROVIDER = "arn:aws:iam::" + ACCOUNT + ":saml-provider/";

    private static int count;

    private final String clientId = "https://aws.example.com/" + ++count;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ROLE + "Admin," + PROVIDER + "keycloak",
                PROVIDER + "keycloak," + ROLE + "Admin",
                ROLE + "Admin , " + PROVIDER + "keycloak",
                "  " + PROVIDER + "keycloak,  " + ROLE + "Admin ",
                " " + ACCOUNT + "/Admin"
            })
    void keepsTheOneOfTheSamePair(String name) {
        classicClient(name);

        assertThat(roleChanges(dryRun(Map.of()))).containsExactly("keep " + ACCOUNT + "/Admin: is there as " + name);

        setUp(Map.of());
        assertThat(names()).containsExactly(name);
        assertThat(roleChanges(dryRun(Map.of()))).containsExactly("keep " + ACCOUNT + "/Admin: is there as " + name);
    }

    /** The provider's name at AWS is what it is: set-up's own default would open no role. */
    @Test
    void takesTheProviderFromTheRolesThatAreThere() {
        String name = ROLE + "Admin," + PROVIDER + "Company-SSO";
        classicClient(name);

        setUp(Map.of("accounts", Map.of(ACCOUNT, List.of("Admin", "ReadOnly"))));

        assertThat(names()).containsExactlyInAnyOrder(name, ACCOUNT + "/ReadOnly");
        assertThat(attribute("aws-mfa.provider")).isEqualTo("Company-SSO");
        assertThat(realm.admin()
                        .get("/aws-mfa/trust-policy?role=ReadOnly&clientId=" + clientId)
                        .at("/Statement/0/Principal/Federated")
                        .asText())
                .isEqualTo(PROVIDER + "Company-SSO");
    }

    @Test
    void takesThePartitionFromTheRolesThatAreThere() {
        String name = (ROLE + "Admin," + PROVIDER + "keycloak").replace("arn:aws:", "arn:aws-us-gov:");
        classicClient(name);

        setUp(Map.of());

        assertThat(names()).containsExactly(name);
        assertThat(attribute("aws-mfa.partition")).isEqualTo("aws-us-gov");
    }

    @Test
    void takesAProviderThatTheCallNamesForAnotherRole() {
        String name = ROLE + "Admin," + PROVIDER + "old";
        classicClient(name);

        setUp(Map.of("provider", "new"));

        assertThat(names()).as("both vouch for it").containsExactlyInAnyOrder(name, ACCOUNT + "/Admin");
    }

    /** Two providers, so neither is the client's: the default stands. */
    @Test
    void guessesNoProviderOfTwo() {
        classicClient(ROLE + "Admin," + PROVIDER + "old", ROLE + "Admin," + PROVIDER + "older");

        setUp(Map.of());

        assertThat(attribute("aws-mfa.provider")).isEqualTo("keycloak");
    }

    /** IAM has one role of a name; with both, nobody could say which is meant, and no template could be made. */
    @ParameterizedTest
    @CsvSource({"admin", "ADMIN", "team/Admin"})
    void refusesASecondRoleOfTheSameName(String asked) {
        String name = ROLE + "Admin," + PROVIDER + "keycloak";
        classicClient(name);

        AdminApi.Answer answer = realm.admin()
                .send(
                        "POST",
                        "/aws-mfa/setup",
                        Map.of("clientId", clientId, "adopt", true, "accounts", Map.of(ACCOUNT, List.of(asked))));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
        assertThat(answer.body()).contains("AWS has one role of a name").contains("is there as " + name);
        assertThat(names()).containsExactly(name);
    }

    @Test
    void refusesTwoOfOneNameInOneCall() {
        AdminApi.Answer answer = realm.admin()
                .send(
                        "POST",
                        "/aws-mfa/setup",
                        Map.of("clientId", clientId, "accounts", Map.of(ACCOUNT, List.of("Admin", "ops/admin"))));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
        assertThat(answer.body()).contains("AWS has one role of a name").contains("is there as " + ACCOUNT + "/Admin");
        assertThat(realm.clientUuid(clientId)).isEmpty();
    }

    /** The same name in another account, or another name, is another role. */
    @Test
    void makesWhatIsNotThere() {
        classicClient(ROLE + "Admin," + PROVIDER + "keycloak", "admin", "not an AWS role");

        setUp(Map.of("accounts", Map.of(ACCOUNT, List.of("Admin2"), "210987654321", List.of("admin"))));

        assertThat(names()).contains(ACCOUNT + "/Admin2", "210987654321/admin");
    }

    private void classicClient(String... roles) {
        String uuid = realm.samlClient(clientId, "https://signin.aws.amazon.com/saml", client -> {});
        realm.clientRoles(uuid, roles);
    }

    private JsonNode dryRun(Map<String, ?> more) {
        return post("?dryRun=true", more);
    }

    private void setUp(Map<String, ?> more) {
        post("", more);
    }

    private JsonNode post(String query, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(
                Map.of("clientId", clientId, "adopt", true, "accounts", Map.of(ACCOUNT, List.of("Admin"))));
        body.putAll(more);
        return realm.admin().post("/aws-mfa/setup" + query, body);
    }

    private static List<String> roleChanges(JsonNode answer) {
        return answer.get("changes")
                .valueStream()
                .filter(change -> change.get("what").asText().equals("role"))
                .map(change ->
                        change.get("action").asText() + " " + change.get("name").asText() + ": "
                                + change.get("detail").asText())
                .toList();
    }

    private List<String> names() {
        return realm.admin()
                .get("/clients/" + realm.clientUuid(clientId) + "/roles")
                .valueStream()
                .map(role -> role.get("name").asText())
                .toList();
    }

    private String attribute(String name) {
        return realm.admin()
                .get("/clients/" + realm.clientUuid(clientId))
                .at("/attributes/" + name)
                .asText();
    }
}
