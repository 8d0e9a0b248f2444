package io.github.keycloakawsmfa.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The lists of all users and devices")
class RealmListsIT {

    private static final String ROLE = "123456789012/Admin";
    private static final String ARN = "arn:aws:iam::123456789012:role/Admin";

    @RegisterExtension
    static final TestRealm realm =
            TestRealm.create(json -> json.put("accessTokenLifespan", 86400).put("ssoSessionMaxLifespan", 864000));

    @RegisterExtension
    static final TestRealm fineGrained = TestRealm.create(json -> json.put("adminPermissionsEnabled", true));

    private static People people;
    private static Person alice;
    private static Person bob;
    private static Person federated;
    private static TestUser carol;
    private static TestUser dave;

    /** Alice has two devices, Bob has one; Carol and Dave have none. Carol's role comes through a group and a composite. */
    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        alice = people.withDevices(2);
        bob = people.withDevice();
        federated = people.ofADirectory();
        federated.assign();
        carol = realm.user("carol");
        dave = realm.user("dave");
        realm.client(client -> client.put("clientId", "service").put("serviceAccountsEnabled", true));

        realm.admin().post("/roles", Map.of("name", "bundle"));
        String client = realm.clientUuid("urn:amazon:webservices");
        realm.admin()
                .post(
                        "/roles/bundle/composites",
                        List.of(realm.admin().get("/clients/" + client + "/roles/" + AdminApi.segment(ROLE))));
        String staff = realm.admin().create("/groups", Map.of("name", "staff"));
        String ops = realm.admin().create("/groups/" + staff + "/children", Map.of("name", "ops"));
        realm.admin()
                .post(
                        "/groups/" + staff + "/role-mappings/realm",
                        List.of(realm.admin().get("/roles/bundle")));
        realm.admin().put("/users/" + carol.id() + "/groups/" + ops, Map.of());
    }

    @Test
    void showEachUserWithDevicesRolesAndWithoutSecrets() {
        JsonNode users = get("users");
        assertThat(names(users, "users", "username"))
                .as("service accounts are none")
                .containsExactly(
                        "carol",
                        "dave",
                        alice.user().username(),
                        bob.user().username(),
                        federated.user().username());
        JsonNode first = find(users.get("users"), alice);
        assertThat(names(first, "devices", "name")).containsExactly("Authenticator app", "phone 2");
        assertThat(first.get("devices").get(0).has("keyId")).isFalse();
        assertThat(first.get("devices").get(0).get("lastUsedAt").asText()).isNotEmpty();
        assertThat(first.get("awsRoles").get(0).asText()).isEqualTo(ARN);
        assertThat(first.has("waitsUntil")).isFalse();
        JsonNode ofCarol = users.get("users").get(0);
        assertThat(ofCarol.get("awsRoles")).hasSize(1);
        assertThat(ofCarol.get("devices")).isEmpty();
        assertThat(users.get("users").get(1).get("awsRoles")).isEmpty();
        JsonNode other = find(users.get("users"), federated);
        assertThat(other.get("store").asText()).isEqualTo(federated.user().username());
        assertThat(other.get("devices")).hasSize(1);
        assertThat(users.has("next")).isFalse();
        assertThat(users.toString()).doesNotContain("secret");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "users?device=none,carol dave",
        "users?device=some,person-1 person-2 directory-3",
        "users?search=PERSON,person-1 person-2",
        "users?role=123456789012/Admin,carol person-1 person-2 directory-3",
        "users?role=123456789012/Admin&device=none,carol",
        "users?group=/staff,carol",
        "users?group=/staff/ops,carol",
        "users?group=/staff&device=some,''",
        "users?waiting=true,''",
        "users?ticket=true,''",
        "devices,person-1 person-1 person-2 directory-3",
        "devices?name=PHONE,person-1",
        "devices?user=person-2,person-2",
        "devices?role=123456789012/Admin&user=dir,directory-3",
        "devices?group=/staff,''",
        "devices?driftBeyond=0,''",
        "devices?lastUsedBefore=2020-01-01,''",
        "devices?lastUsedBefore=2999-12-31T00:00:00Z,person-1 person-1 person-2 directory-3",
    })
    void showWhoIsMeant(String call, String expected) {
        JsonNode answer = get(call);
        assertThat(String.join(" ", names(answer, call.startsWith("users") ? "users" : "devices", "username")))
                .isEqualTo(expected);
    }

    /** Whoever comes or goes moves nobody else: no user is missed or shown twice. */
    @Test
    void arePagedByACursor() {
        List<String> seen = new ArrayList<>();
        String next = "";
        int pages = 0;
        while (next != null) {
            JsonNode page = get("users?max=1" + (next.isEmpty() ? "" : "&after=" + next));
            assertThat(page.get("users").size()).isLessThanOrEqualTo(1);
            seen.addAll(names(page, "users", "username"));
            next = page.has("next") ? page.get("next").asText() : null;
            if (++pages == 2) {
                TestUser before = realm.user("aaron");
                realm.admin().delete("/users/" + before.id());
                realm.user("zoe");
            }
        }
        TestUser zoe = new TestUser(
                realm.admin()
                        .get("/users?username=zoe&exact=true")
                        .get(0)
                        .get("id")
                        .asText(),
                "zoe",
                "");
        realm.admin().delete("/users/" + zoe.id());
        assertThat(seen)
                .containsExactly(
                        "carol",
                        "dave",
                        alice.user().username(),
                        bob.user().username(),
                        "zoe",
                        federated.user().username());
    }

    @Test
    void showWhoWaitsAndWhatIsPending() {
        Person held = people.withDevice();
        for (int i = 0; i < 5; i++) {
            held.code(held.signIn(), held.wrongCode());
        }
        realm.admin().post("/aws-mfa/users/" + carol.id() + "/ticket", Map.of("hours", 1));
        realm.admin().post("/aws-mfa/users/" + dave.id() + "/devices", Map.of("name", "tablet"));

        JsonNode waiting = get("users?waiting=true");
        assertThat(names(waiting, "users", "username"))
                .containsExactly(held.user().username());
        assertThat(Instant.parse(waiting.get("users").get(0).get("waitsUntil").asText()))
                .isBetween(realm.clock().now(), realm.clock().now().plusSeconds(30));
        JsonNode ticket = get("users?ticket=true");
        assertThat(names(ticket, "users", "username")).containsExactly("carol");
        JsonNode pending = get("users?pending=true");
        assertThat(names(pending, "users", "username")).containsExactly("dave");
        assertThat(pending.get("users").get(0).get("pendingDevice").get("name").asText())
                .isEqualTo("tablet");

        realm.clock().advance(Duration.ofHours(2));
        for (String call : List.of("users?waiting=true", "users?ticket=true", "users?pending=true")) {
            assertThat(get(call).get("users")).as(call).isEmpty();
        }
        realm.admin().delete("/users/" + held.user().id());
    }

    @Test
    void countWhoHasADevice() {
        JsonNode coverage = get("coverage");
        assertThat(coverage.get("users").asInt()).isEqualTo(4);
        assertThat(coverage.get("withDevice").asInt()).isEqualTo(2);
        JsonNode group = coverage.get("groups").get(0);
        assertThat(group.get("path").asText()).isEqualTo("/staff/ops");
        assertThat(group.get("users").asInt()).isEqualTo(1);
        assertThat(group.get("withDevice").asInt()).isZero();
        JsonNode weeks = coverage.get("weeks");
        assertThat(weeks).hasSize(52);
        assertThat(weeks.get(0).get("users").asInt()).isZero();
        assertThat(weeks.get(51).get("users").asInt()).isEqualTo(4);
        assertThat(weeks.get(51).get("withDevice").asInt()).isEqualTo(2);
        assertThat(coverage.get("notCounted").toString()).contains("have a device: 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users?device=maybe",
                "users?max=0",
                "users?max=1001",
                "users?after=x",
                "users?after=Zm9v%3D",
                "users?group=/nowhere",
                "users?role=123456789012/Nobody",
                "users?devices=none",
                "devices?lastUsedBefore=yesterday",
                "devices?driftBeyond=-1",
                "coverage?group=/staff",
            })
    void refuseWhatTheyDoNotKnow(String call) {
        AdminApi.Answer answer = realm.admin().send("GET", "/aws-mfa/" + call, null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().get("errorMessage").asText()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @CsvSource({
        "users,view-users,200", "users,manage-users,200", "users,query-users,200", "users,manage-realm,403",
        "devices,view-users,200", "devices,manage-users,200", "devices,query-users,200", "devices,impersonation,403",
        "coverage,view-users,200", "coverage,manage-users,200", "coverage,query-users,403", "coverage,view-realm,403",
    })
    void needARole(String call, String role, int status) {
        AdminApi.Answer answer = Admins.with(fineGrained, role).send("GET", "/aws-mfa/" + call, null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        if (role.equals("query-users") && status == 200) {
            assertThat(answer.json().get(call))
                    .as("whoever may only look for users sees none")
                    .isEmpty();
        }
    }

    /** As Keycloak's own list of users. */
    @Test
    void showOnlyWhomAPermissionShows() {
        TestUser mine = fineGrained.user("mine");
        fineGrained.user("others");
        TestUser viewer = fineGrained.user("viewer");
        fineGrained.grant(viewer, fineGrained.clientUuid("realm-management"), "query-users");
        Admins.permit(fineGrained, viewer, mine, "view");

        JsonNode users = Admins.as(fineGrained, viewer).get("/aws-mfa/users");

        assertThat(names(users, "users", "username")).containsExactly("mine");
        assertThat(Admins.as(fineGrained, viewer)
                        .send("GET", "/aws-mfa/coverage", null)
                        .status())
                .isEqualTo(403);
    }

    private static JsonNode get(String call) {
        return realm.admin().get("/aws-mfa/" + call);
    }

    private static JsonNode find(JsonNode users, Person person) {
        return StreamSupport.stream(users.spliterator(), false)
                .filter(user -> user.get("id").asText().equals(person.user().id()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode answer, String list, String field) {
        return StreamSupport.stream(answer.get(list).spliterator(), false)
                .map(item -> item.get(field).asText())
                .toList();
    }
}
