package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import io.github.keycloakawsmfa.fixture.WrongCodes;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("With a token of their own, users")
class OwnDevicesIT {

    private static final String DEVICES = "/aws-mfa/devices";

    /** Tests let time pass: tokens and sessions outlast it. */
    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("bruteForceProtected", true)
            .put("quickLoginCheckMilliSeconds", 0)
            .put("accessTokenLifespan", 86400)
            .put("ssoSessionIdleTimeout", 86400)
            .put("ssoSessionMaxLifespan", 864000));

    private static OwnTokens tokens;
    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        tokens = OwnTokens.of(realm, "app");
    }

    @Nested
    @DisplayName("see and rename their devices:")
    class SeesAndRenames {

        /** As a command line does: its client has no redirect URI, and its user signs in with a browser. */
        @Test
        void withATokenOfTheDeviceGrant() {
            realm.client(client -> {
                client.put("clientId", "cli").put("publicClient", true);
                client.putObject("attributes").put("oauth2.device.authorization.grant.enabled", "true");
            });
            Person person = people.withDevice();
            Map<String, String> client = Map.of("client_id", "cli");
            JsonNode asked = tokens.answer("/auth/device", client, Map.of("scope", "openid"));
            Page consent = person.signIn(
                    URI.create(asked.get("verification_uri_complete").asText()));
            consent.form("#kc-oauth form").press("[name=accept]");
            String token = tokens.answer(
                            "/token",
                            client,
                            Map.of(
                                    "grant_type",
                                    "urn:ietf:params:oauth:grant-type:device_code",
                                    "device_code",
                                    asked.get("device_code").asText()))
                    .get("access_token")
                    .asText();

            AdminApi.Answer answer = tokens.bearing(token)
                    .send("POST", DEVICES + "/" + idOf(person) + "/rename", Map.of("name", "from the command line"));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }

        @Test
        void withoutTheServersKeys() {
            Person person = people.withDevice();
            JsonNode devices = tokens.of(person).get(DEVICES);
            assertThat(devices).hasSize(1);
            assertThat(devices.get(0).get("id").asText()).isEqualTo(idOf(person));
            assertThat(devices.get(0).get("name").asText()).isEqualTo("Authenticator app");
            assertThat(devices.get(0).has("keyId")).isFalse();
        }

        @Test
        void andNotThoseOfOthers() {
            Person person = people.withDevice();
            Person other = people.withDevice();
            AdminApi api = tokens.of(person);
            AdminApi.Answer answer = api.send("POST", DEVICES + "/" + idOf(other) + "/rename", Map.of("name", "mine"));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            assertThat(api.send("GET", Unassigned.devices(person.user()), null).status())
                    .as("that is the administrators' path: nothing is here")
                    .isIn(404, 405);
        }

        @Test
        void freely() {
            Person person = people.withDevice();
            AdminApi.Answer answer = tokens.of(person)
                    .send("POST", DEVICES + "/" + idOf(person) + "/rename", Map.of("name", "my phone"));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().get("name").asText()).isEqualTo("my phone");
            assertThat(person.devices().get(0).get("userLabel").asText()).isEqualTo("my phone");
            assertThat(person.events()).endsWith("UPDATE_CREDENTIAL renamed");
        }
    }

    @Nested
    @DisplayName("add a device:")
    class Adds {

        @Test
        void withACodeOfTheOneThatIsThere() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "second");
            assertThat(api.get(DEVICES + "/pending").get(0).get("id").asText()).isEqualTo(created.id());
            String code = person.code();

            AdminApi.Answer answer = enable(api, created, code);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().get("id").asText()).isEqualTo(created.id());
            assertThat(api.get(DEVICES)).hasSize(2);
            assertThat(api.get(DEVICES + "/pending")).isEmpty();
            assertThat(person.events()).endsWith("UPDATE_CREDENTIAL assigned");
            assertThat(realm.mailTo(person.user().username() + "@example.test"))
                    .contains("A virtual MFA device was assigned", "second");
            Person elsewhere = person.elsewhere();
            Page page = elsewhere.code(elsewhere.signIn(), code);
            assertThat(page.has("#input-error-otp-code"))
                    .as("the code was spent")
                    .isTrue();
            realm.clock().toNextStep();
            assertThat(elsewhere.code(page, created.phone().codeAt(realm.clock().now())))
                    .matches(Person::atAws);
        }

        @Test
        void andNoEvidenceComesOfIt() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "second");
            assertThat(enable(api, created, person.code()).status()).isEqualTo(200);

            assertThat(person.open().has("#kc-otp-login-form"))
                    .as("in the browser of that very session")
                    .isTrue();
        }

        @Test
        void notWithAWrongCodeAndNothingIsLost() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "second");
            Phone.Pair pair = created.phone().pair(realm.clock().now());

            AdminApi.Answer wrong = enable(api, created, person.wrongCode(), pair);

            assertThat(wrong.status()).as(wrong.toString()).isEqualTo(422);
            assertThat(wrong.json().get("outcome").asText()).isEqualTo("code_refused");
            assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR code_refused");
            assertThat(WrongCodes.of(realm, person, count -> count.failures() > 0)
                            .failures())
                    .isEqualTo(1);
            assertThat(person.devices()).hasSize(1);
            assertThat(enable(api, created, person.code(), pair).status()).isEqualTo(200);
        }

        @Test
        void notWithAWrongPairAndTheCodeIsNotSpent() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "second");
            String code = person.code();

            AdminApi.Answer wrong = enable(api, created, code, person.wrongPair());

            assertThat(wrong.json().get("outcome").asText())
                    .as(wrong.toString())
                    .isEqualTo("pair_none_known");
            assertThat(WrongCodes.now(realm, person).failures()).isZero();
            assertThat(enable(api, created, code).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"code1\": \"123456\", \"code2\": \"654321\"}|\"code\" is missing.",
                    "{\"code\": \"123456\", \"code1\": \"123456\"}|\"code2\" is missing.",
                    "{\"code\": \"1\", \"code1\": \"1\", \"code2\": \"1\", \"ticket\": \"1\"}|Unknown field \"ticket\""
                })
        void notWithoutACode(String body, String sentence) {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "second");
            AdminApi.Answer answer = api.send("POST", DEVICES + "/" + created.id() + "/enable", body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.json().get("errorMessage").asText()).contains(sentence);
            assertThat(person.devices()).hasSize(1);
        }

        @Test
        void neverTheFirst() {
            Person person = people.newcomer();
            AdminApi.Answer answer = tokens.of(person).send("POST", DEVICES, Map.of("name", "phone"));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
            assertThat(answer.json().get("outcome").asText()).isEqualTo("first_device");
            assertThat(answer.json().get("errorMessage").asText()).contains("sign in with a browser");
        }

        @Test
        void notEvenWhenTheFirstWentMeanwhile() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "second");
            realm.admin().delete(Unassigned.devices(person.user()) + "/" + idOf(person));

            AdminApi.Answer answer = enable(api, created, person.code());

            assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
            assertThat(answer.json().get("outcome").asText()).isEqualTo("first_device");
            assertThat(person.devices()).isEmpty();
        }

        @Test
        void onceHoweverManyAskAtOnce() throws Exception {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "second");
            String code = person.code();
            Phone.Pair pair = created.phone().pair(realm.clock().now());

            List<Integer> statuses =
                    AtOnce.times(4, i -> enable(api, created, code, pair).status());

            assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 409);
            assertThat(person.devices()).hasSize(2);
        }

        @Test
        void notOneThatAnAdministratorCreatedNorTheOtherWayRound() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned administrators = Unassigned.create(realm.admin(), Unassigned.devices(person.user()), "theirs");
            Unassigned own = Unassigned.create(api, DEVICES, "own");

            assertThat(enable(api, administrators, person.code()).status()).isEqualTo(404);
            assertThat(realm.admin()
                            .send(
                                    "POST",
                                    Unassigned.devices(person.user()) + "/" + own.id() + "/enable",
                                    Unassigned.body(
                                            own.phone().pair(realm.clock().now())))
                            .status())
                    .isEqualTo(404);
            assertThat(api.get(DEVICES + "/pending")).hasSize(1);
            assertThat(person.devices()).hasSize(1);
        }

        @Test
        void orForgetIt() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "second");
            assertThat(api.send("DELETE", DEVICES + "/" + created.id(), null).status())
                    .isEqualTo(204);
            assertThat(enable(api, created, person.code()).status()).isEqualTo(404);
            assertThat(api.send("DELETE", DEVICES + "/" + created.id(), null).status())
                    .isEqualTo(404);
            AdminApi.Answer assigned = api.send("DELETE", DEVICES + "/" + idOf(person), null);
            assertThat(assigned.status()).as("that takes a code").isEqualTo(409);
            assertThat(person.devices()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("resync a device:")
    class Resyncs {

        @Test
        void withItsOwnPairAndTheNextCodeConfirms() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            Phone slow = person.phone().slowBy(Duration.ofMinutes(4));
            realm.clock().advance(Duration.ofMinutes(10));

            AdminApi.Answer answer = api.send(
                    "POST",
                    DEVICES + "/" + idOf(person) + "/resync",
                    Unassigned.body(slow.pair(realm.clock().now())));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().get("outcome").asText()).isEqualTo("offset_found");
            realm.clock().toNextStep();
            Page code = person.open();
            assertThat(person.code(code, slow.codeAt(realm.clock().now()))).matches(Person::atAws);
            assertThat(person.events()).contains("UPDATE_CREDENTIAL resynced");
        }

        @Test
        void notWithAWrongPairWhichCounts() {
            Person person = people.withDevice();
            AdminApi api = tokens.of(person);
            String path = DEVICES + "/" + idOf(person) + "/resync";
            for (int i = 0; i < 5; i++) {
                assertThat(api.send("POST", path, Unassigned.body(person.wrongPair()))
                                .status())
                        .isEqualTo(422);
            }
            AdminApi.Answer waiting = api.send("POST", path, Unassigned.body(person.wrongPair()));
            assertThat(waiting.status()).as(waiting.toString()).isEqualTo(423);
            assertThat(WrongCodes.of(realm, person, count -> count.failures() >= 5)
                            .failures())
                    .isEqualTo(5);
            assertThat(api.send("POST", DEVICES + "/nothing/resync", Unassigned.body(person.wrongPair()))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Nested
    @DisplayName("deactivate a device:")
    class Deactivates {

        @Test
        void withACodeOfAPresentOne() {
            Person person = withTwo();
            AdminApi api = tokens.of(person);
            String id = idOf(person);

            AdminApi.Answer answer = deactivate(api, id, person.code());

            assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
            assertThat(person.devices()).hasSize(1);
            assertThat(person.events()).endsWith("REMOVE_CREDENTIAL deactivated");
            assertThat(realm.mailTo(person.user().username() + "@example.test")).contains("was deactivated");
            assertThat(deactivate(api, id, person.code()).status()).isEqualTo(404);
        }

        @Test
        void notWithoutOneNorWithAWrongOne() {
            Person person = withTwo();
            AdminApi api = tokens.of(person);
            AdminApi.Answer without = api.send("POST", DEVICES + "/" + idOf(person) + "/deactivate", null);
            assertThat(without.status()).as(without.toString()).isEqualTo(400);
            AdminApi.Answer malformed = deactivate(api, idOf(person), "12345");
            assertThat(malformed.json().get("outcome").asText()).isEqualTo("code_malformed");

            AdminApi.Answer wrong = deactivate(api, idOf(person), person.wrongCode());

            assertThat(wrong.status()).as(wrong.toString()).isEqualTo(422);
            assertThat(person.events()).endsWith("REMOVE_CREDENTIAL_ERROR code_refused");
            assertThat(person.devices()).hasSize(2);
        }

        @Test
        void notTheLastOneWhereMfaIsAskedFor() {
            Person person = people.withDevice();
            String code = person.code();

            AdminApi.Answer answer = deactivate(tokens.of(person), idOf(person), code);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
            assertThat(answer.json().get("outcome").asText()).isEqualTo("last_device");
            assertThat(person.events()).endsWith("REMOVE_CREDENTIAL_ERROR last_device");
            assertThat(person.code(person.open(), code))
                    .as("the code was not spent")
                    .matches(Person::atAws);
        }

        @Test
        void afterManyWrongOnesWithTwoConsecutiveCodes() {
            Person person = withTwo();
            AdminApi api = tokens.of(person);
            for (int i = 0; i < 20; i++) {
                assertThat(deactivate(api, idOf(person), person.wrongCode()).status())
                        .isEqualTo(422);
                realm.clock().advance(Duration.ofMinutes(i < 4 ? 0 : 16));
            }
            AdminApi.Answer one = deactivate(api, idOf(person), person.code());
            assertThat(one.json().get("outcome").asText()).as(one.toString()).isEqualTo("pair_needed");
            realm.admin()
                    .delete("/attack-detection/brute-force/users/"
                            + person.user().id());

            Phone.Pair pair = person.codes();
            AdminApi.Answer two = api.send(
                    "POST",
                    DEVICES + "/" + idOf(person) + "/deactivate",
                    Map.of("code", pair.code1(), "nextCode", pair.code2()));

            assertThat(two.status()).as(two.toString()).isEqualTo(204);
        }

        @Test
        void notWhileKeycloakHoldsThem() {
            Person person = withTwo();
            AdminApi api = tokens.of(person);
            Unassigned created = Unassigned.create(api, DEVICES, "third");
            realm.change(json -> json.put("failureFactor", 1));
            try {
                deactivate(api, idOf(person), person.wrongCode());
                assertThat(WrongCodes.of(realm, person, WrongCodes::locked).locked())
                        .isTrue();
                for (AdminApi.Answer answer :
                        List.of(deactivate(api, idOf(person), person.code()), enable(api, created, person.code()))) {
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(423);
                    assertThat(answer.json().get("outcome").asText()).isEqualTo("locked");
                }
                assertThat(person.devices()).hasSize(2);
            } finally {
                realm.change(json -> json.put("failureFactor", 30));
            }
        }

        private Person withTwo() {
            Person person = people.withDevice();
            Unassigned created = Unassigned.create(realm.admin(), Unassigned.devices(person.user()), "second");
            realm.admin()
                    .post(
                            Unassigned.devices(person.user()) + "/" + created.id() + "/enable",
                            Unassigned.body(created.phone().pair(realm.clock().now())));
            return person;
        }
    }

    /** Its name is for administrators, events and log. */
    @Test
    @DisplayName("change nothing without the key, and are not told its name")
    void withoutTheKey() {
        Person person = people.withDevice();
        AdminApi api = tokens.of(person);
        Unassigned created = Unassigned.create(api, DEVICES, "second");
        Unassigned administrators = Unassigned.create(realm.admin(), Unassigned.devices(person.user()), "third");
        String theirs = Unassigned.devices(person.user());
        Phone.Pair pair = administrators.phone().pair(realm.clock().now());
        Vault.use(realm.server(), "nowhere");
        try {
            for (AdminApi.Answer answer :
                    List.of(api.send("POST", DEVICES, Map.of("name", "fourth")), enable(api, created, person.code()))) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                assertThat(answer.body()).doesNotContain("nowhere", "vault");
                assertThat(person.lastEvent().type()).isEqualTo("UPDATE_CREDENTIAL_ERROR");
                assertThat(person.lastEvent().details().get("reason")).contains("nowhere");
            }
            for (AdminApi.Answer answer : List.of(
                    realm.admin().send("POST", theirs, Map.of("name", "fourth")),
                    realm.admin()
                            .send("POST", theirs + "/" + administrators.id() + "/enable", Unassigned.body(pair)))) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                assertThat(answer.json().get("errorMessage").asText())
                        .contains("events and the server's log tell why")
                        .doesNotContain("nowhere");
            }
        } finally {
            Vault.use(realm.server(), null);
        }
        assertThat(realm.admin()
                        .send("POST", theirs + "/" + administrators.id() + "/enable", Unassigned.body(pair))
                        .status())
                .as("nothing was lost")
                .isEqualTo(200);
    }

    private static AdminApi.Answer deactivate(AdminApi api, String id, String code) {
        return api.send("POST", DEVICES + "/" + id + "/deactivate", Map.of("code", code));
    }

    private static AdminApi.Answer enable(AdminApi api, Unassigned created, String code) {
        return enable(api, created, code, created.phone().pair(realm.clock().now()));
    }

    private static AdminApi.Answer enable(AdminApi api, Unassigned created, String code, Phone.Pair pair) {
        Map<String, String> body = new HashMap<>(Unassigned.body(pair));
        body.put("code", code);
        return api.send("POST", DEVICES + "/" + created.id() + "/enable", body);
    }

    private static String idOf(Person person) {
        return person.devices().get(0).get("id").asText();
    }
}
