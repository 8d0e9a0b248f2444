package io.github.keycloakawsmfa.admin.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The credential report")
class CredentialReportIT {

    private static final String REPORT = "/aws-mfa/report";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm fineGrained = TestRealm.create(json -> json.put("adminPermissionsEnabled", true));

    private static Person person;
    private static Person federated;

    @BeforeAll
    static void setUp() {
        People people = People.of(realm);
        person = people.withDevice();
        person.code(person.signIn());
        federated = people.ofADirectory();
        federated.assign();
        realm.user("nobody", user -> user.put("enabled", false));
    }

    @Test
    void listsEverybodyAsCsv() throws IOException {
        AdminApi.Answer answer = realm.admin().send("GET", REPORT, null);
        List<CSVRecord> rows = parse(answer.body());

        assertThat(rows.stream().map(row -> row.get("user")))
                .containsExactly(
                        "nobody", person.user().username(), federated.user().username(), "<not_listed>");
        CSVRecord row = rows.get(1);
        assertThat(row.get("arn"))
                .isEqualTo("arn:keycloak:iam::" + realm.name() + ":user/"
                        + person.user().id());
        assertThat(Instant.parse(row.get("user_creation_time")))
                .isBefore(realm.clock().now());
        assertThat(Instant.parse(row.get("password_last_changed")))
                .isBefore(realm.clock().now());
        assertThat(row.get("enabled")).isEqualTo("true");
        assertThat(row.get("mfa_active")).isEqualTo("true");
        assertThat(row.get("mfa_device_1_name")).isEqualTo("Authenticator app");
        assertThat(Instant.parse(row.get("mfa_device_1_last_used")))
                .isBefore(realm.clock().now());
        assertThat(row.get("mfa_device_1_drift")).isEqualTo("0");
        assertThat(row.get("aws_roles")).isEqualTo("arn:aws:iam::123456789012:role/Admin");
        assertThat(Instant.parse(row.get("last_aws_sign_in")))
                .isBefore(realm.clock().now());
        assertThat(rows.get(0).get("last_aws_sign_in")).isEqualTo("N/A");
        assertThat(rows.get(0).get("enabled")).isEqualTo("false");
        assertThat(rows.get(0).get("mfa_active")).isEqualTo("false");
        assertThat(rows.get(2).get("mfa_active")).isEqualTo("true");
        assertThat(rows.get(2).get("password_last_changed")).isEqualTo("N/A");
        assertThat(rows.get(2).get("aws_roles")).isEqualTo("arn:aws:iam::123456789012:role/Admin");
        assertThat(rows.get(3).get("remark")).contains(federated.user().username());
    }

    @Test
    void andAsJsonLines() throws IOException {
        String[] lines =
                realm.admin().send("GET", REPORT + "?format=jsonl", null).body().split("\n", -1);
        assertThat(lines).hasSize(4);
        JsonNode row = AdminApi.JSON.readTree(lines[1]);
        assertThat(row.get("user").asText()).isEqualTo(person.user().username());
        assertThat(row.get("mfa_devices")).hasSize(1);
        assertThat(AdminApi.JSON.readTree(lines[3]).get("not_listed")).hasSize(1);
    }

    /** The head comes before any user is read; whoever hangs up stops the reading, and the server stays as it was. */
    @Test
    void comesWhileItIsReadAndCanBeCutOff() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(realm.url("").resolve("/admin/realms/" + realm.name() + REPORT))
                .header("Authorization", "Bearer " + realm.admin().token())
                .build();
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv; charset=UTF-8");
        assertThat(response.headers().firstValue("Content-Length"))
                .as("its length is not known when it begins")
                .isEmpty();
        assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=\"credential-report-")
                .endsWith(".csv\"");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).startsWith("user,arn,");
        }
        assertThat(realm.admin().send("GET", REPORT, null).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "as {0}: {1}")
    @CsvSource({"view-users,200", "manage-users,200", "query-users,200", "view-realm,403", "manage-realm,403"})
    void needsARole(String role, int status) throws IOException {
        AdminApi.Answer answer = Admins.with(fineGrained, role).send("GET", REPORT, null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        if (role.equals("query-users")) {
            assertThat(parse(answer.body())).isEmpty();
        }
    }

    @Test
    void showsOnlyWhomAPermissionShows() throws IOException {
        TestUser mine = fineGrained.user("mine");
        TestUser viewer = fineGrained.user("viewer");
        fineGrained.grant(viewer, fineGrained.clientUuid("realm-management"), "query-users");
        Admins.permit(fineGrained, viewer, mine, "view");

        List<CSVRecord> rows =
                parse(Admins.as(fineGrained, viewer).send("GET", REPORT, null).body());

        assertThat(rows.stream().map(row -> row.get("user"))).containsExactly("mine");
    }

    @Test
    void refusesAnotherFormat() {
        AdminApi.Answer answer = realm.admin().send("GET", REPORT + "?format=xml", null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).contains("csv or jsonl");
    }

    private static List<CSVRecord> parse(String csv) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }
}
