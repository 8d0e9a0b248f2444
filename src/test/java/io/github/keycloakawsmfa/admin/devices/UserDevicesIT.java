package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.WrongCodes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Over REST, an administrator")
class UserDevicesIT {

    @RegisterExtension
    static final TestRealm realm =
            TestRealm.create(json -> json.put("bruteForceProtected", true).put("quickLoginCheckMilliSeconds", 0));

    @RegisterExtension
    static final TestRealm another = TestRealm.create();

    private static People people;
    private static Person other;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        other = people.withDevice();
    }

    @Nested
    @DisplayName("sees a user's devices:")
    class Lists {

        @Test
        void nameDatesClockAndKey() {
            Instant before = realm.clock().now().truncatedTo(ChronoUnit.SECONDS);
            Person person = people.newcomer();
            Page wizard = person.signIn();
            person.phone(person.scan(wizard).slowBy(Duration.ofMinutes(4)));
            Page assigned =
                    person.pair(wizard, person.phone().pair(realm.clock().now()));
            assertThat(assigned.has("#virtual-mfa-assigned"))
                    .as(assigned.toString())
                    .isTrue();

            JsonNode device = only(person);
            assertThat(device.get("id").asText()).isEqualTo(idOf(person));
            assertThat(device.get("name").asText()).isEqualTo("Authenticator app");
            assertThat(Instant.parse(device.get("assignedAt").asText()))
                    .isBetween(before, realm.clock().now());
            assertThat(device.has("lastUsedAt")).as("never used").isFalse();
            assertThat(device.get("driftSteps").asLong()).isEqualTo(-8);
            assertThat(device.get("clock").asText()).isEqualTo("about 4 minutes slow");
            assertThat(device.get("keyId").asText()).startsWith("realm:");
            assertThat(device.get("periodSeconds").asLong()).isEqualTo(30);
            assertThat(device).hasSize(7);
        }

        @Test
        void whenACodeWasLastAccepted() {
            Person person = people.withDevice();
            Page page = person.code(person.signIn(), person.wrongCode());
            assertThat(only(person).has("lastUsedAt")).isFalse();
            Instant before = realm.clock().now().truncatedTo(ChronoUnit.SECONDS);
            assertThat(person.code(page, person.code())).matches(Person::atAws);
            assertThat(Instant.parse(only(person).get("lastUsedAt").asText()))
                    .isBetween(before, realm.clock().now());
            assertThat(only(person).get("clock").asText()).isEqualTo("on time");
        }

        @Test
        void none() {
            assertThat(list(people.newcomer())).isEmpty();
        }

        private JsonNode only(Person person) {
            assertThat(list(person)).hasSize(1);
            return list(person).get(0);
        }
    }

    @Nested
    @DisplayName("deactivates a device:")
    class Deactivates {

        @Test
        void itAndItsEvidenceAreWorthNothingAtOnce() {
            Person person = people.withDevice();
            assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
            assertThat(person.open()).as("by the cookie alone").matches(Person::atAws);
            Phone old = person.phone();
            String device = idOf(person);

            assertThat(realm.admin().send("DELETE", path(person, device), null).status())
                    .isEqualTo(204);

            Page page = person.open();
            assertThat(Person.atAws(page)).as(page.toString()).isFalse();
            assertThat(page.has("#virtual-mfa-sign-in-again"))
                    .as(page.toString())
                    .isTrue();
            assertThat(list(person)).isEmpty();
            assertThat(person.devices()).isEmpty();
            assertThat(person.events()).contains("REMOVE_CREDENTIAL deactivated_by_administrator");
            assertThat(realm.events("REMOVE_CREDENTIAL"))
                    .filteredOn(event -> person.user().id().equals(event.userId()))
                    .singleElement()
                    .satisfies(event -> assertThat(event.details())
                            .containsEntry("credential_id", device)
                            .containsEntry("credential_type", "virtual-mfa")
                            .containsEntry("credential_user_label", "Authenticator app"));
            JsonNode told = realm.adminEvents().get(0);
            assertThat(told.get("operationType").asText()).isEqualTo("DELETE");
            assertThat(told.get("resourceType").asText()).isEqualTo("AWS_MFA_DEVICE");
            assertThat(told.get("resourcePath").asText())
                    .isEqualTo(path(person, device).substring(1));

            person.assign(person.password(page.click("#kc-sign-in-again")));
            realm.clock().toNextStep();
            Person elsewhere = person.elsewhere();
            Page refused =
                    elsewhere.code(elsewhere.signIn(), old.codeAt(realm.clock().now()));
            assertThat(refused.has("#input-error-otp-code"))
                    .as(refused.toString())
                    .isTrue();
        }

        @Test
        void notOneThatIsAnothersOrGone() {
            Person person = people.withDevice();
            for (String device : List.of("nothing", idOf(other))) {
                AdminApi.Answer answer = realm.admin().send("DELETE", path(person, device), null);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
                assertThat(answer.json().get("outcome").asText()).isEqualTo("device_gone");
            }
            assertThat(list(person)).hasSize(1);
            assertThat(list(other)).hasSize(1);
            assertThat(person.events()).noneMatch(event -> event.startsWith("REMOVE_CREDENTIAL"));
        }

        @Test
        void notWithAParameterThatIsNone() {
            AdminApi.Answer answer = realm.admin().send("DELETE", path(other, idOf(other)) + "?dryRun=true", null);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(list(other)).hasSize(1);
        }
    }

    @Nested
    @DisplayName("looks where two codes of a device lie:")
    class Resyncs {

        @Test
        void farOffAndConfirmedByTheUsersNextCode() {
            Person person = people.withDevice();
            Phone slow = person.phone().slowBy(Duration.ofMinutes(4));
            realm.clock().advance(Duration.ofMinutes(10));

            JsonNode found = resync(person, slow.pair(realm.clock().now()), 200);

            assertThat(found.get("outcome").asText()).isEqualTo("offset_found");
            assertThat(found.get("driftSteps").asLong()).isEqualTo(-8);
            assertThat(found.get("driftSeconds").asLong()).isEqualTo(-240);
            assertThat(found.get("message").asText())
                    .contains("about 4 minutes slow", "set automatically", "next code");
            assertThat(list(person).get(0).get("driftSteps").asLong())
                    .as("not believed yet")
                    .isZero();
            assertThat(person.events()).contains("UPDATE_CREDENTIAL offset_found");

            realm.clock().toNextStep();
            Page signIn = person.signIn();
            assertThat(signIn.has("#kc-otp-login-form"))
                    .as("the administrator's codes are no evidence")
                    .isTrue();
            assertThat(person.code(signIn, slow.codeAt(realm.clock().now()))).matches(Person::atAws);
            assertThat(list(person).get(0).get("driftSteps").asLong()).isEqualTo(-8);
            assertThat(person.events()).contains("UPDATE_CREDENTIAL resynced");
        }

        @Test
        void inStepAndSpent() {
            Person person = people.withDevice();
            realm.clock().advance(Duration.ofMinutes(1));
            Phone.Pair pair = person.phone().pair(realm.clock().now());

            JsonNode found = resync(person, pair, 200);

            assertThat(found.get("outcome").asText()).isEqualTo("in_step");
            assertThat(found.get("driftSteps").asLong()).isZero();
            assertThat(found.get("message").asText()).contains("on time");
            assertThat(person.events()).endsWith("UPDATE_CREDENTIAL pair_accepted");
            assertThat(resync(person, pair, 422).get("outcome").asText()).isEqualTo("code_refused");
            Page refused = person.code(person.signIn(), pair.code2());
            assertThat(refused.has("#input-error-otp-code"))
                    .as(refused.toString())
                    .isTrue();
        }

        @Test
        void anothersPairIsAWrongCodeAlsoForKeycloak() {
            Person person = people.withDevice();
            realm.clock().advance(Duration.ofMinutes(1));

            JsonNode refused = resync(person, other.phone().pair(realm.clock().now()), 422);

            assertThat(refused.get("outcome").asText()).isEqualTo("code_refused");
            assertThat(refused.get("errorMessage").asText()).contains("not consecutive codes");
            assertThat(refused.has("driftSteps")).isFalse();
            assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR code_refused");
            assertThat(WrongCodes.of(realm, person, count -> count.failures() > 0)
                            .failures())
                    .isEqualTo(1);
        }

        @Test
        void notDuringAWait() {
            Person person = people.withDevice();
            realm.clock().advance(Duration.ofMinutes(1));
            for (int i = 0; i < 4; i++) {
                resync(person, person.wrongPair(), 422);
            }
            assertThat(resync(person, person.wrongPair(), 422)
                            .get("waitSeconds")
                            .asLong())
                    .isEqualTo(30);

            JsonNode waiting = resync(person, person.phone().pair(realm.clock().now()), 423);

            assertThat(waiting.get("outcome").asText()).isEqualTo("waiting");
            assertThat(waiting.get("waitSeconds").asLong()).isBetween(1L, 30L);
            assertThat(waiting.get("errorMessage").asText()).contains("too many wrong codes");
            assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR waiting");
        }

        @Test
        void notWhileKeycloakHoldsTheUser() {
            Person person = people.withDevice();
            realm.clock().advance(Duration.ofMinutes(1));
            realm.change(json -> json.put("failureFactor", 1));
            try {
                resync(person, person.wrongPair(), 422);
                assertThat(WrongCodes.of(realm, person, WrongCodes::locked).locked())
                        .isTrue();

                JsonNode locked =
                        resync(person, person.phone().pair(realm.clock().now()), 423);

                assertThat(locked.get("outcome").asText()).isEqualTo("locked");
                assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR locked");
            } finally {
                realm.change(json -> json.put("failureFactor", 30));
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"code1\": \"123456\", \"code2\": \"12345\"}|400|code_malformed",
                    "{\"code1\": \"12345a\", \"code2\": \"123456\"}|400|code_malformed",
                    "{\"code1\": \"123456\", \"code2\": \"123456\"}|400|same_code_twice"
                })
        void notOfWhatIsNoPair(String body, int status, String outcome) {
            AdminApi.Answer answer = realm.admin().send("POST", path(other, idOf(other)) + "/resync", body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            assertThat(answer.json().get("outcome").asText()).isEqualTo(outcome);
            assertThat(answer.json().get("errorMessage").asText()).isNotBlank();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "|\"code1\" is missing.",
                    "{\"code1\": \"123456\"}|\"code2\" is missing.",
                    "{\"code1\": \"123456\", \"code2\": null}|\"code2\" is missing.",
                    "{\"code1\": 123456, \"code2\": 654321}|\"code1\" must hold strings only",
                    "{\"code1\": \"123456\", \"code2\": \"654321\", \"code3\": \"1\"}|Each code must be six digits",
                    "{\"code1\": \"123456\", \"code2\": \"654321\", \"code4\": \"1\"}|Unknown field \"code4\""
                })
        void notOfOneCodeAlone(String body, String sentence) {
            AdminApi.Answer answer = realm.admin().send("POST", path(other, idOf(other)) + "/resync", body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.json().get("errorMessage").asText()).contains(sentence);
        }

        @Test
        void notOfADeviceThatIsAnothersOrGone() {
            Person person = people.withDevice();
            realm.clock().advance(Duration.ofMinutes(1));
            for (String device : List.of("nothing", idOf(other))) {
                AdminApi.Answer answer = realm.admin()
                        .send(
                                "POST",
                                path(person, device) + "/resync",
                                body(other.phone().pair(realm.clock().now())));
                assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
                assertThat(answer.json().get("outcome").asText()).isEqualTo("device_gone");
            }
        }

        @Test
        void andNoCodeIsTold() {
            Person person = people.withDevice();
            realm.clock().advance(Duration.ofMinutes(1));
            Phone.Pair pair = person.phone().pair(realm.clock().now());
            resync(person, pair, 200);
            JsonNode told = realm.adminEvents().get(0);
            assertThat(told.get("operationType").asText()).isEqualTo("ACTION");
            assertThat(told.get("resourceType").asText()).isEqualTo("AWS_MFA_DEVICE");
            assertThat(told.get("representation").asText())
                    .contains("\"outcome\":\"in_step\"")
                    .doesNotContain(pair.code1(), pair.code2());
        }

        private JsonNode resync(Person person, Phone.Pair pair, int status) {
            AdminApi.Answer answer = realm.admin().send("POST", path(person, idOf(person)) + "/resync", body(pair));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            return answer.json();
        }

        private Map<String, String> body(Phone.Pair pair) {
            return Map.of("code1", pair.code1(), "code2", pair.code2());
        }
    }

    @ParameterizedTest(name = "{0} {1} as {2}: {3}")
    @CsvSource({
        "GET,,view-users,200",
        "GET,,manage-users,200",
        "GET,,query-users,403",
        "GET,,manage-realm,403",
        "DELETE,/nothing,manage-users,404",
        "DELETE,/nothing,view-users,403",
        "DELETE,/nothing,manage-realm,403",
        "POST,/nothing/resync,manage-users,400",
        "POST,/nothing/resync,view-users,403",
        "POST,/nothing/resync,impersonation,403"
    })
    @DisplayName("needs rights:")
    void needsRights(String method, String below, String role, int status) {
        AdminApi caller = Admins.with(realm, role);
        AdminApi.Answer answer = caller.send(method, devices(other) + (below == null ? "" : below), null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"view-users", "manage-users", "realm-admin"})
    void ofAnotherRealmSeesNothing(String role) {
        AdminApi caller = Admins.of(another, realm.name(), role);
        assertThat(caller.send("GET", devices(other), null).status()).isEqualTo(403);
    }

    @Test
    void isToldThatAUserIsNotThereIfHeMayLookForUsers() {
        assertThat(realm.admin()
                        .send("GET", "/aws-mfa/users/nobody/devices", null)
                        .status())
                .isEqualTo(404);
        assertThat(Admins.with(realm, "view-clients")
                        .send("GET", "/aws-mfa/users/nobody/devices", null)
                        .status())
                .isEqualTo(403);
    }

    private static JsonNode list(Person person) {
        return realm.admin().get(devices(person));
    }

    private static String idOf(Person person) {
        return person.devices().get(0).get("id").asText();
    }

    private static String path(Person person, String device) {
        return devices(person) + "/" + device;
    }

    private static String devices(Person person) {
        return "/aws-mfa/users/" + person.user().id() + "/devices";
    }
}
