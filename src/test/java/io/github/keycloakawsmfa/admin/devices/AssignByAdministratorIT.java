package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.PlainText;
import io.github.keycloakawsmfa.fixture.QrPng;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.WrongCodes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An administrator's two calls, as create-virtual-mfa-device and enable-mfa-device:")
class AssignByAdministratorIT {

    @RegisterExtension
    static final TestRealm realm =
            TestRealm.create(json -> json.put("bruteForceProtected", true).put("quickLoginCheckMilliSeconds", 0));

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void createTellsTheSecretOnce() throws Exception {
        Person person = people.newcomer();
        Instant before = realm.clock().now().truncatedTo(ChronoUnit.SECONDS);
        URI uri = URI.create(
                realm.server().baseUrl() + "/admin/realms/" + realm.name() + Unassigned.devices(person.user()));
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header(
                                        "Authorization",
                                        "Bearer " + realm.admin().token())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"name\": \" Alice's phone\"}".replace("'s", "")))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().allValues("Cache-Control"))
                .anySatisfy(value -> assertThat(value).contains("no-store"));
        JsonNode answer = AdminApi.JSON.readTree(response.body());
        String secret = answer.get("secretKey").asText();
        assertThat(answer).hasSize(6);
        assertThat(answer.get("name").asText()).isEqualTo("Alice phone");
        assertThat(secret).matches("[A-Z2-7]{32}");
        assertThat(answer.get("otpauthUri").asText())
                .matches("otpauth://totp/" + realm.name() + ":" + person.user().username()
                        + "%20%28Alice%20phone%20\\d{4}-\\d\\d-\\d\\d%20[B-Z]{6}%29\\?secret=" + secret + "&issuer="
                        + realm.name());
        assertThat(read(answer.get("qrCode").asText()))
                .isEqualTo(answer.get("otpauthUri").asText());
        assertThat(Instant.parse(answer.get("expiresAt").asText()))
                .isBetween(before.plus(Duration.ofHours(1)), realm.clock().now().plus(Duration.ofHours(1)));

        JsonNode pending = realm.admin().get(Unassigned.devices(person.user()) + "/pending");
        assertThat(pending).hasSize(1);
        assertThat(pending.get(0)).hasSize(4);
        assertThat(pending.get(0).get("id")).isEqualTo(answer.get("id"));
        assertThat(pending.get(0).get("name").asText()).isEqualTo("Alice phone");
        assertThat(pending.get(0).get("expiresAt")).isEqualTo(answer.get("expiresAt"));
        assertThat(realm.admin().get(Unassigned.devices(person.user()))).isEmpty();
        JsonNode told = realm.adminEvents().get(0);
        assertThat(told.get("operationType").asText()).isEqualTo("CREATE");
        assertThat(told.get("resourceType").asText()).isEqualTo("AWS_MFA_DEVICE");
        assertThat(told.get("representation").asText())
                .contains(answer.get("id").asText(), "Alice phone")
                .doesNotContain("secret");

        String kept = kept(person);
        assertThat(kept)
                .as("an envelope")
                .contains(answer.get("id").asText(), "\"k\":\"realm:", "\"c\":")
                .doesNotContain(secret, base64(secret));
        assertThat(kept
                        + pending
                        + realm.adminEvents()
                        + realm.admin().get("/events?max=1000")
                        + realm.server().log())
                .doesNotContain(secret, answer.get("qrCode").asText().substring(40));
        assertThat(person.signIn().has("#kc-totp-settings-form"))
                .as("as long as it is not enabled")
                .isTrue();
    }

    @Test
    void enableAssignsItAndItSignsIn() {
        Person person = people.newcomer();
        Unassigned created = create(person, "phone");
        realm.clock().advance(Duration.ofMinutes(50));
        realm.clock().toNextStep();
        Phone.Pair pair = created.phone().pair(realm.clock().now());

        AdminApi.Answer answer = enable(person, created.id(), pair);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().get("id").asText()).isEqualTo(created.id());
        assertThat(answer.json().get("name").asText()).isEqualTo("phone");
        ObjectNode listed = (ObjectNode)
                realm.admin().get(Unassigned.devices(person.user())).get(0);
        listed.remove("keyId");
        assertThat(listed)
                .as("the answer names no key, which not everybody may see who may assign")
                .isEqualTo(answer.json());
        assertThat(kept(person)).as("nothing is left behind").isEmpty();
        TestEvent event = person.lastEvent();
        assertThat(person.events()).containsExactly("UPDATE_CREDENTIAL assigned_by_administrator");
        assertThat(event.details())
                .containsEntry("credential_id", created.id())
                .containsEntry("credential_type", "virtual-mfa")
                .containsEntry("credential_user_label", "phone")
                .containsEntry("drift", "0");
        JsonNode told = realm.adminEvents().get(0);
        assertThat(told.get("operationType").asText()).isEqualTo("ACTION");
        assertThat(told.get("resourcePath").asText()).endsWith(created.id() + "/enable");
        assertThat(told.get("representation").asText())
                .contains("phone", created.id())
                .doesNotContain(pair.code1(), pair.code2());
        assertThat(realm.mailTo(person.user().username() + "@example.test"))
                .contains("An administrator assigned a virtual MFA device", "phone");

        person.phone(created.phone());
        Page refused = person.code(person.signIn(), pair.code2());
        assertThat(refused.has("#input-error-otp-code"))
                .as("it was spent: " + refused)
                .isTrue();
        // Until it has counted, Keycloak before 26.7 takes the user for locked.
        WrongCodes counted = new WrongCodes(1, 1, false);
        assertThat(WrongCodes.of(realm, person, counted::equals)).isEqualTo(counted);
        realm.clock().toNextStep();
        assertThat(person.code(refused, person.code())).matches(Person::atAws);
    }

    @Test
    void oneMoreDeviceTakesNoCodeOfTheFirst() {
        Person person = people.withDevice();
        Unassigned created = create(person, "second");

        assertThat(enable(
                                person,
                                created.id(),
                                created.phone().pair(realm.clock().now()))
                        .status())
                .isEqualTo(200);

        assertThat(person.devices()).hasSize(2);
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,pair_same_code_twice",
        "0,1,pair_swapped",
        "3,1,pair_gap",
        "1,-,pair_only_one_known",
        "-,-,pair_none_known",
        "41,40,pair_outside_range",
        "8,7,pair_off",
    })
    void whatIsNoPairIsSaidAndNotCounted(String ago1, String ago2, String outcome) {
        Person person = people.newcomer();
        Unassigned created = create(person, "phone");
        person.phone(created.phone());
        realm.clock().advance(Duration.ofMinutes(30));
        Phone.Pair wrong = person.wrongPair();
        Phone.Pair pair = new Phone.Pair(
                ago1.equals("-") ? wrong.code1() : person.codeAgo(Integer.parseInt(ago1)),
                ago2.equals("-") ? wrong.code2() : person.codeAgo(Integer.parseInt(ago2)));
        for (int i = 0; i < 6; i++) {
            AdminApi.Answer answer = enable(person, created.id(), pair);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
            assertThat(answer.json().get("outcome").asText()).isEqualTo(outcome);
            assertThat(answer.json().get("errorMessage").asText())
                    .startsWith("Authentication code for device is not valid: ");
            assertThat(person.lastEvent().type()).isEqualTo("UPDATE_CREDENTIAL_ERROR");
            assertThat(person.lastEvent().details().get("reason")).startsWith("pair_");
            assertThat(person.lastEvent().details()).containsEntry("credential_id", created.id());
        }
        assertThat(WrongCodes.now(realm, person).failures()).isZero();
        assertThat(Tables.of(realm).ledgerState(person.user().id())).isEmpty();
        assertThat(enable(
                                person,
                                created.id(),
                                created.phone().pair(realm.clock().now()))
                        .status())
                .as("nothing is lost")
                .isEqualTo(200);
    }

    @Test
    void aClockThatIsOffIsFollowedAfterASecondPair() {
        Person person = people.newcomer();
        Unassigned created = create(person, "phone");
        Phone slow = created.phone().slowBy(Duration.ofMinutes(4));
        realm.clock().advance(Duration.ofMinutes(10));
        realm.clock().toNextStep();
        AdminApi.Answer again =
                enable(person, created.id(), slow.pair(realm.clock().now()));
        assertThat(again.json().get("outcome").asText()).isEqualTo("pair_off");
        assertThat(again.json().get("errorMessage").asText()).contains("about 4 minutes slow");
        realm.clock().advance(Duration.ofMinutes(1));

        AdminApi.Answer answer =
                enable(person, created.id(), slow.pair(realm.clock().now()));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().get("driftSteps").asLong()).isEqualTo(-8);
        realm.clock().toNextStep();
        assertThat(person.code(person.signIn(), slow.codeAt(realm.clock().now())))
                .matches(Person::atAws);
    }

    @Test
    void afterAnHourItIsGone() {
        Person person = people.newcomer();
        Unassigned created = create(person, "phone");
        Instant end = Instant.parse(created.answer().get("expiresAt").asText());
        realm.clock().goTo(end.plusSeconds(1));

        nothingWaits(
                enable(person, created.id(), created.phone().pair(realm.clock().now())));
        assertThat(realm.admin().get(Unassigned.devices(person.user()) + "/pending"))
                .isEmpty();
        assertThat(person.devices()).isEmpty();
    }

    @Test
    void aNewOneVoidsTheOld() {
        Person person = people.newcomer();
        Unassigned old = create(person, "old");
        Unassigned young = create(person, "young");

        nothingWaits(enable(person, old.id(), old.phone().pair(realm.clock().now())));
        assertThat(enable(person, young.id(), old.phone().pair(realm.clock().now()))
                        .status())
                .isEqualTo(422);
        assertThat(enable(person, young.id(), young.phone().pair(realm.clock().now()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void itCanBeForgotten() {
        Person person = people.newcomer();
        Unassigned created = create(person, "phone");
        String path = Unassigned.devices(person.user()) + "/" + created.id();

        assertThat(realm.admin().send("DELETE", path, null).status()).isEqualTo(204);

        assertThat(kept(person)).isEmpty();
        assertThat(realm.adminEvents().get(0).get("operationType").asText()).isEqualTo("DELETE");
        assertThat(person.events()).as("the user never had it").isEmpty();
        nothingWaits(
                enable(person, created.id(), created.phone().pair(realm.clock().now())));
        assertThat(realm.admin().send("DELETE", path, null).status()).isEqualTo(404);
    }

    @Test
    void itIsOfNoUseForAnotherUser() {
        Person person = people.newcomer();
        Person other = people.newcomer();
        Unassigned created = create(person, "phone");
        Phone.Pair pair = created.phone().pair(realm.clock().now());
        nothingWaits(enable(other, created.id(), pair));

        copy(
                Unassigned.key(realm, person.user(), "administrator"),
                Unassigned.key(realm, other.user(), "administrator"));
        nothingWaits(enable(other, created.id(), pair));

        copy(Unassigned.key(realm, person.user(), "administrator"), Unassigned.key(realm, person.user(), "owner"));
        assertThat(other.devices()).isEmpty();
        assertThat(enable(person, created.id(), pair).status()).isEqualTo(200);
    }

    @Test
    void ofManyAtOnceOneAssignsIt() throws Exception {
        Person person = people.newcomer();
        Unassigned created = create(person, "phone");
        Phone.Pair pair = created.phone().pair(realm.clock().now());

        List<String> outcomes = AtOnce.times(8, i -> {
            AdminApi.Answer answer = enable(person, created.id(), pair);
            return answer.status() + answer.json().path("outcome").asText();
        });

        assertThat(outcomes).containsOnlyOnce("200").containsOnly("200", "409already_enabled");
        assertThat(person.devices()).hasSize(1);
        AdminApi.Answer again = enable(person, created.id(), pair);
        assertThat(again.json().get("outcome").asText()).as(again.toString()).isEqualTo("already_enabled");
        assertThat(kept(person)).isEmpty();
    }

    @Test
    void aBusyLedgerLosesNothing() {
        Person person = people.withDevice();
        Unassigned created = create(person, "second");
        Phone.Pair pair = created.phone().pair(realm.clock().now());
        Tables tables = Tables.of(realm);
        tables.lockLedgerRow(person.user().id());
        try {
            AdminApi.Answer busy = enable(person, created.id(), pair);
            assertThat(busy.status()).as(busy.toString()).isEqualTo(503);
            assertThat(busy.json().get("outcome").asText()).isEqualTo("busy");
        } finally {
            tables.unlockLedgerRow();
        }
        assertThat(enable(person, created.id(), pair).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|400|\"name\" is missing.",
                "{\"name\": \"\"}|400|\"name\" must be 1 to 64 letters",
                "{\"name\": \"a/b\"}|400|\"name\" must be 1 to 64 letters",
                "{\"name\": 1}|400|\"name\" must hold strings only",
                "{\"name\": \"x\", \"secret\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}|400|Unknown field \"secret\"",
                "{\"name\": \"AUTHENTICATOR app\"}|409|Another device of the user has this name."
            })
    void aNameThatCannotBeIsRefused(String body, int status, String sentence) {
        Person person = people.withDevice();
        AdminApi.Answer answer = realm.admin().send("POST", Unassigned.devices(person.user()), body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().get("errorMessage").asText()).contains(sentence);
        assertThat(kept(person)).isEmpty();
    }

    @Test
    void aNameThatWasTakenMeanwhileAndTheNinthDevice() {
        Person person = people.withDevice();
        Unassigned created = create(person, "twin");
        String first = person.devices().get(0).get("id").asText();
        AdminApi.Answer renamed = realm.admin()
                .send("POST", Unassigned.devices(person.user()) + "/" + first + "/rename", Map.of("name", "Twin"));
        assertThat(renamed.status()).as(renamed.toString()).isEqualTo(200);
        AdminApi.Answer taken =
                enable(person, created.id(), created.phone().pair(realm.clock().now()));
        assertThat(taken.json().get("outcome").asText()).isEqualTo("name_taken");
        for (int i = 2; i <= 8; i++) {
            Unassigned next = create(person, "device " + i);
            assertThat(enable(person, next.id(), next.phone().pair(realm.clock().now()))
                            .status())
                    .isEqualTo(200);
        }

        AdminApi.Answer ninth = realm.admin().send("POST", Unassigned.devices(person.user()), Map.of("name", "ninth"));

        assertThat(ninth.status()).isEqualTo(409);
        assertThat(ninth.json().get("errorMessage").asText()).contains("8 devices");
    }

    @Test
    void whoCannotSignInGetsNone() {
        Person person = people.newcomer();
        realm.admin().put("/users/" + person.user().id(), Map.of("enabled", false));
        AdminApi.Answer disabled =
                realm.admin().send("POST", Unassigned.devices(person.user()), Map.of("name", "phone"));
        assertThat(disabled.status()).isEqualTo(409);
        assertThat(disabled.json().get("errorMessage").asText()).contains("disabled");

        String client = realm.client(json -> json.put("clientId", "robot").put("serviceAccountsEnabled", true));
        String robot = realm.admin()
                .get("/clients/" + client + "/service-account-user")
                .get("id")
                .asText();
        AdminApi.Answer service =
                realm.admin().send("POST", "/aws-mfa/users/" + robot + "/devices", Map.of("name", "phone"));
        assertThat(service.status()).isEqualTo(409);
        assertThat(service.json().get("errorMessage").asText()).contains("service account");
    }

    @Test
    void renameTakesANameAndTellsIt() {
        Person person = people.withDevice();
        String id = person.devices().get(0).get("id").asText();
        String path = Unassigned.devices(person.user()) + "/" + id + "/rename";

        AdminApi.Answer answer = realm.admin().send("POST", path, Map.of("name", "old phone"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().get("name").asText()).isEqualTo("old phone");
        assertThat(person.devices().get(0).get("userLabel").asText()).isEqualTo("old phone");
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL renamed");
        JsonNode told = realm.adminEvents().get(0);
        assertThat(told.get("operationType").asText()).isEqualTo("UPDATE");
        assertThat(told.get("representation").asText()).contains("old phone", id);
        assertThat(realm.admin().send("POST", path, Map.of("name", "a\nb")).status())
                .isEqualTo(400);
        assertThat(realm.admin()
                        .send("POST", path.replace(id, "nothing"), Map.of("name", "b"))
                        .status())
                .isEqualTo(404);
    }

    private static Unassigned create(Person person, String name) {
        return Unassigned.create(realm.admin(), Unassigned.devices(person.user()), name);
    }

    private static AdminApi.Answer enable(Person person, String id, Phone.Pair pair) {
        return realm.admin()
                .send("POST", Unassigned.devices(person.user()) + "/" + id + "/enable", Unassigned.body(pair));
    }

    private static void nothingWaits(AdminApi.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.json().get("outcome").asText()).isEqualTo("not_pending");
        assertThat(answer.json().get("errorMessage").asText()).contains("Create it again");
    }

    private static String kept(Person person) {
        return PlainText.send(
                "GET", realm.testUrl("single-use?key=" + Unassigned.key(realm, person.user(), "administrator")), "");
    }

    private static void copy(String key, String to) {
        PlainText.send("POST", realm.testUrl("single-use?key=" + key + "&to=" + to), "");
    }

    /** The secret's bytes, as they would stand in a JSON. */
    private static String base64(String secretKey) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(Phone.of(secretKey).key());
    }

    private static String read(String png) throws Exception {
        return QrPng.read(Base64.getDecoder().decode(png)).getText();
    }
}
