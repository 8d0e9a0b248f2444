package io.github.keycloakawsmfa.admin.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every fortieth of them signs in before, between and after. */
@Tag("long")
@DisplayName("A thousand users move in, and back, on PostgreSQL")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThousandUsersMoveIT {

    private static final int USERS = 1000;
    private static final int EACH = 40;
    private static final String APP = "app";

    /** So that a call is cut off many times. */
    private static final String MAX = "?max=137";

    @RegisterExtension
    static final Cluster cluster = Cluster.ofOne();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster, json -> {});

    private static List<Person> sample;
    private static Map<String, String> secrets;

    @BeforeAll
    static void load() throws Exception {
        People people = People.of(realm);
        realm.app(APP);
        realm.admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of("migration", Map.of("stepForBoth", true, "before", "2025-01-01T00:00:00Z")));
        sample = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            BuiltInCredential otp = BuiltInCredential.totp("ABCDEFGHIJ%010d".formatted(i * 7919));
            TestUser user = realm.user("mover-" + i, otp::addTo);
            if (i % EACH == 0) {
                Person person = people.mayUseAws(user);
                otp.giveTo(person);
                sample.add(person);
            }
        }
        secrets = storedSecrets();
        assertThat(secrets).hasSize(USERS);
    }

    @Test
    @Order(1)
    void before() {
        for (Person person : sample) {
            Page page = person.signIn(realm.signInAt(APP));
            String code = person.code();
            assertThat(person.code(page, code)).matches(ThousandUsersMoveIT::atApp);
        }
    }

    @Test
    @Order(2)
    void movesIn() throws Exception {
        List<String> shown = sample.stream().map(Person::code).toList();
        assertThat(all("in", "&dryRun=true")).isEqualTo(USERS);
        assertThat(count("otp")).isEqualTo(USERS);
        assertThat(all("in", "")).isEqualTo(USERS);
        assertThat(count("otp")).isZero();
        assertThat(count("virtual-mfa")).isEqualTo(USERS);
        assertThat(all("in", "")).as("nothing is left").isZero();

        for (int i = 0; i < sample.size(); i++) {
            Person elsewhere = sample.get(i).elsewhere();
            Page refused = elsewhere.code(elsewhere.signIn(), shown.get(i));
            assertThat(refused.text("#input-error-otp-code")).startsWith("This code is not valid");
        }
        realm.clock().advance(Duration.ofMinutes(2));
        for (Person person : sample) {
            Person elsewhere = person.elsewhere();
            assertThat(elsewhere.code(elsewhere.signIn(), elsewhere.code())).matches(Person::atAws);
        }
    }

    @Test
    @Order(3)
    void movesBack() throws Exception {
        assertThat(all("back", "")).isEqualTo(USERS);
        assertThat(count("virtual-mfa")).isZero();
        assertThat(storedSecrets()).isEqualTo(secrets);

        realm.clock().advance(Duration.ofMinutes(2));
        // Keycloak checks by the machine's clock (26.7.3, TimeBasedOTP), which is minutes behind.
        realm.change(json -> json.put("otpPolicyLookAheadWindow", 30));
        for (Person person : sample) {
            Person elsewhere = person.elsewhere();
            Page page = elsewhere.signIn(realm.signInAt(APP));
            assertThat(elsewhere.code(page, elsewhere.code())).matches(ThousandUsersMoveIT::atApp);
        }
    }

    private static boolean atApp(Page page) {
        return page.uri().toString().startsWith(TestRealm.APP.toString());
    }

    /** @return how many moved, in as many calls as it takes */
    private static int all(String way, String query) {
        int moved = 0;
        String next = "";
        do {
            String after = next.isEmpty() ? "" : "&after=" + next;
            JsonNode answer = realm.admin()
                    .send("POST", "/aws-mfa/migration/" + way + MAX + query + after, null)
                    .json();
            moved += answer.get("moved").asInt();
            next = answer.path("next").asText("");
        } while (!next.isEmpty());
        return moved;
    }

    private static long count(String type) throws Exception {
        return rows(type).size();
    }

    /** In Base32, by the credential's id: both ways keep it, and the way back writes it so. */
    private static Map<String, String> storedSecrets() throws Exception {
        Map<String, String> secrets = new TreeMap<>();
        for (Map.Entry<String, JsonNode> row : rows("otp").entrySet()) {
            String value = row.getValue().get("value").asText();
            boolean written = row.getValue().path("secretEncoding").asText().equals("BASE32");
            secrets.put(
                    row.getKey(),
                    written
                            ? value
                            : TotpSecret.of(value.getBytes(StandardCharsets.UTF_8))
                                    .base32());
        }
        return secrets;
    }

    /** What is secret of them, and how it is written. */
    private static Map<String, JsonNode> rows(String type) throws Exception {
        try (Connection connection = cluster.database().connect();
                PreparedStatement select = connection.prepareStatement(
                        "select c.id, c.secret_data, c.credential_data from credential c join user_entity u on u.id = c.user_id"
                                + " where c.type = ? and u.realm_id = (select id from realm where name = ?)")) {
            select.setString(1, type);
            select.setString(2, realm.name());
            Map<String, JsonNode> found = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ObjectNode secret = (ObjectNode) AdminApi.JSON.readTree(rows.getString(2));
                    secret.set(
                            "secretEncoding",
                            AdminApi.JSON.readTree(rows.getString(3)).path("secretEncoding"));
                    found.put(rows.getString(1), secret);
                }
            }
            return found;
        }
    }
}
