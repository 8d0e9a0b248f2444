package io.github.keycloakawsmfa.admin.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi.Answer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.PlainText;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Keycloak's own one-time codes become devices, and back")
class MigrationIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    /** Steps before and after now whose codes Keycloak takes. */
    private static final int WINDOW = 10;

    private static int count;

    private final TestRealm realm = aws.realm();

    @BeforeEach
    void longAfterTheServersStart() {
        // Until then, Keycloak might have forgotten which codes it has accepted.
        realm.clock().startedAgo(Duration.ofHours(1));
        // Keycloak checks its codes by the machine's clock (26.7.3, TimeBasedOTP): the tests stay within that window.
        realm.clock().reset();
        realm.change(json -> json.put("otpPolicyLookAheadWindow", WINDOW));
        setUp(Map.of("before", realm.clock().now().minusSeconds(1).toString(), "stepForBoth", true));
        realm.clearEvents();
    }

    @AfterEach
    void withoutMigration() {
        migrate(false);
    }

    @Test
    @DisplayName("At the next right code: AWS asks for the code that the user has, and nothing is scanned again")
    void atTheNextRightCode() {
        migrate(true);
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        String id = credentials(person).get(0).get("id").asText();

        Page codePage = person.signIn();
        assertThat(codePage.has("#kc-otp-login-form")).isTrue();
        aws.accepted(person.code(codePage));

        assertThat(credentials(person)).singleElement().satisfies(device -> {
            assertThat(device.get("type").asText()).isEqualTo("virtual-mfa");
            assertThat(device.get("id").asText()).isEqualTo(id);
            assertThat(device.get("userLabel").asText()).isEqualTo(BuiltInCredential.LABEL);
        });
        assertThat(person.events()).contains("UPDATE_CREDENTIAL moved_in");
        assertThat(realm.mailTo(person.user().username() + "@example.test")).contains("Its codes stay the same");
        aws.accepted(person.elsewhere().signInWithCode(aws.console()));
    }

    @Test
    @DisplayName("Without migration, a built-in one-time code counts for nothing: the wizard comes")
    void withoutIt() {
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));

        Page keycloaks = person.signIn();
        assertThat(keycloaks.has("#kc-otp-login-form")).isTrue();
        assertThat(person.code(keycloaks, person.code()).has(Person.WIZARD)).isTrue();
        assertThat(types(person)).containsExactly("otp");
    }

    @Test
    @DisplayName("While a realm migrates, nobody assigns a first device without the code that they have")
    void theWizardComesAfterTheCode() {
        migrate(true);
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));

        Page page = person.signIn();
        assertThat(page.has(Person.WIZARD)).isFalse();
        page = person.code(page, person.wrongCode());
        assertThat(page.text("#input-error-otp-code")).startsWith("This code is not valid");
        assertThat(types(person)).containsExactly("otp");
    }

    @Test
    @DisplayName("What somebody sets up after the migration began is asked for, and is no device")
    void later() {
        migrate(true);
        BuiltInCredential otp = BuiltInCredential.totp("ABCDEFGHIJ0123456789");
        Person late = person(otp.createdAt(realm.clock().now()));
        Person early = person(otp);

        Page keycloaks = late.signIn();
        assertThat(keycloaks.has(Person.WIZARD)).isFalse();
        keycloaks = late.code(keycloaks, late.wrongCode());
        assertThat(keycloaks.has(Person.WIZARD)).isFalse();
        assertThat(late.code(keycloaks, late.code()).has(Person.WIZARD)).isTrue();
        aws.accepted(early.code(early.signIn(), early.code()));
        assertThat(move().get("left").get("later").asInt()).isPositive();
        assertThat(types(late)).containsExactly("otp");
    }

    @Test
    @DisplayName("A code that Keycloak has accepted is not good at AWS")
    void acceptedByKeycloak() {
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        realm.app("app-accepted");
        String code = person.code();
        Page atApp = person.code(person.signIn(realm.signInAt("app-accepted")), code);
        assertThat(atApp.uri().toString()).startsWith(TestRealm.APP.toString());

        migrate(true);
        Person elsewhere = person.elsewhere();
        Page refused = elsewhere.code(elsewhere.signIn(), code);
        assertThat(refused.text("#input-error-otp-code")).startsWith("This code is not valid");
        aws.accepted(elsewhere.code(refused));
    }

    @Test
    @DisplayName("All at once: a dry run tells what would be, and codes of before are not good after")
    void allAtOnce() {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            people.add(person(BuiltInCredential.totp("ABCDEFGHIJ012345678" + i)));
        }
        realm.app("app-before");
        String used = people.get(0).code();
        assertThat(people.get(0)
                        .code(people.get(0).signIn(realm.signInAt("app-before")), used)
                        .uri()
                        .toString())
                .startsWith(TestRealm.APP.toString());

        JsonNode dry = realm.admin()
                .send("POST", "/aws-mfa/migration/in?dryRun=true", null)
                .json();
        assertThat(dry.get("moved").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(types(people.get(0))).containsExactly("otp");

        String next = "";
        int moved = 0;
        int calls = 0;
        do {
            JsonNode answer = realm.admin()
                    .send("POST", "/aws-mfa/migration/in?max=2&after=" + next, null)
                    .json();
            moved += answer.get("moved").asInt();
            next = answer.path("next").asText("");
            calls++;
        } while (!next.isEmpty());
        // A dry run does not see that some of the other tests' users have a device already.
        assertThat(moved).isBetween(5, dry.get("moved").asInt());
        assertThat(calls).isGreaterThan(2);

        assertThat(types(people.get(0))).containsExactly("virtual-mfa");
        Person first = people.get(0).elsewhere();
        Page refused = first.code(first.signIn(), used);
        assertThat(refused.text("#input-error-otp-code")).startsWith("This code is not valid");
        realm.clock().advance(Duration.ofSeconds(30 * WINDOW));
        aws.accepted(first.code(refused));
        aws.accepted(people.get(1).signInWithCode(aws.console()));
    }

    @Test
    @DisplayName("And back: Keycloak takes the codes again, but none that was used here")
    void back() {
        migrate(true);
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        realm.app("app-back");
        aws.accepted(person.signInWithCode(aws.console()));
        realm.clock().roomInStep();
        String used = person.nextCode();
        Person elsewhere = person.elsewhere();
        aws.accepted(elsewhere.code(elsewhere.signIn(), used));

        JsonNode answer =
                realm.admin().send("POST", "/aws-mfa/migration/back", null).json();
        assertThat(answer.get("moved").asInt()).isPositive();
        migrate(false);
        assertThat(types(person)).containsExactly("otp");

        Person later = person.elsewhere();
        Page refused = later.code(later.signIn(realm.signInAt("app-back")), used);
        assertThat(refused.html().text()).contains("Invalid authenticator code");
        assertThat(later.code(refused).uri().toString()).startsWith(TestRealm.APP.toString());
        Person atAws = person.elsewhere();
        assertThat(atAws.code(atAws.signIn()).has(Person.WIZARD)).isTrue();
    }

    @Test
    @DisplayName("Who has moved back is asked for Keycloak's code at once, while the call works on others")
    void whileTheCallGoesOn() {
        realm.app("app-meanwhile");
        List<Person> people = new ArrayList<>(List.of(
                person(BuiltInCredential.totp("ABCDEFGHIJ0123456789")),
                person(BuiltInCredential.totp("ABCDEFGHIJ0123456780"))));
        people.sort(Comparator.comparing(person -> person.user().id()));
        move();
        Person first = people.get(0);
        // Keycloak has cached the user, with the device.
        assertThat(first.signIn(realm.signInAt("app-meanwhile")).has("#kc-otp-login-form"))
                .isTrue();
        assertThat(types(first)).containsExactly("virtual-mfa");

        String lock = "tables/lock?realm=" + realm.admin().get("").get("id").asText();
        PlainText.send(
                "POST", realm.testUrl(lock + "&user=" + people.get(1).user().id()), "");
        try {
            CompletableFuture<Answer> call =
                    CompletableFuture.supplyAsync(() -> realm.admin().send("POST", "/aws-mfa/migration/back", null));
            while (!types(first).equals(List.of("otp"))) {
                assertThat(call).isNotDone();
            }
            Page page = first.elsewhere().signIn(realm.signInAt("app-meanwhile"));
            assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
            assertThat(call).isNotDone();
            call.join();
        } finally {
            PlainText.send("DELETE", realm.testUrl("tables/lock"), "");
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 30, HmacSHA1, digits", "6, 60, HmacSHA1, period", "6, 30, HmacSHA256, algorithm"})
    @DisplayName("What an app can have made is taken, reported, and by setting refused")
    void peculiar(int digits, int period, String algorithm, String word) {
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789").with(digits, period, algorithm));
        assertThat(move().get("peculiarities").get(word).asInt()).isPositive();
        assertThat(types(person)).containsExactly("virtual-mfa");

        setUp(Map.of("refuse", List.of(word)));
        Person refused = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789").with(digits, period, algorithm));
        assertThat(move().get("left").get(word).asInt()).isPositive();
        assertThat(types(refused)).containsExactly("otp");
    }

    @Test
    @DisplayName("A weak secret is told by its length")
    void weak() {
        person(BuiltInCredential.totp("short"));
        assertThat(move().get("peculiarities").get("weak").asInt()).isPositive();
    }

    @Test
    @DisplayName("A code that is counted goes on where it was, here and back")
    void counted() {
        migrate(true);
        BuiltInCredential hotp = BuiltInCredential.hotp("ABCDEFGHIJ0123456789", 41);
        Person person = person(hotp);
        Page page = person.signIn();
        page = person.code(page, HotpCodes.at(hotp.secret(), 40));
        assertThat(page.text("#input-error-otp-code")).startsWith("This code is not valid");
        aws.accepted(person.code(page, HotpCodes.at(hotp.secret(), 43)));
        assertThat(types(person)).containsExactly("virtual-mfa");

        Person elsewhere = person.elsewhere();
        page = elsewhere.code(elsewhere.signIn(), HotpCodes.at(hotp.secret(), 43));
        assertThat(page.text("#input-error-otp-code")).startsWith("This code is not valid");
        aws.accepted(elsewhere.code(page, HotpCodes.at(hotp.secret(), 44)));

        realm.admin().send("POST", "/aws-mfa/migration/back", null);
        JsonNode row = credentials(person).get(0);
        assertThat(row.get("type").asText()).isEqualTo("otp");
        assertThat(row.get("credentialData").asText())
                .contains("\"counter\":45")
                .contains("\"subType\":\"hotp\"");
    }

    @Test
    @DisplayName("All at once is refused while a flow would ask those who have moved for nothing")
    void withoutTheStepForBoth() {
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        setUp(Map.of("stepForBoth", false));

        Answer refused = realm.admin().send("POST", "/aws-mfa/migration/in", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("errorMessage").asText()).contains("stepForBoth");
        assertThat(types(person)).containsExactly("otp");
        assertThat(realm.admin()
                        .send("POST", "/aws-mfa/migration/in?dryRun=true", null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("All at once asks until when they were set up, and an attribute that is no time closes it")
    void untilWhen() {
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        for (String time : List.of("", "yesterday")) {
            realm.change(json -> json.withObject("/attributes").put("aws-mfa.migrate-before", time));
            Answer refused = realm.admin().send("POST", "/aws-mfa/migration/in?dryRun=true", null);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.toString()).contains("is needed: until when");
        }
        for (String time : List.of("2100-01-01T00:00:00Z", "now", "2026-11-30")) {
            assertThat(realm.admin()
                            .send("POST", "/aws-mfa/migration/in?before=" + time, null)
                            .status())
                    .isEqualTo(400);
        }
        assertThat(realm.admin()
                        .send("POST", "/aws-mfa/migration/in?before=2023-12-31T23:59:59Z", null)
                        .json()
                        .get("left")
                        .get("later")
                        .asInt())
                .isPositive();
        assertThat(types(person)).containsExactly("otp");
        assertThat(realm.admin()
                        .send("POST", "/aws-mfa/migration/in?dryRun=true&before=2023-12-31T23:59:59Z", null)
                        .json()
                        .get("left")
                        .get("later")
                        .asInt())
                .isPositive();
    }

    @Test
    @DisplayName("Whoever has a device is not given another one: a stranger with the password could have set it up")
    void whoHasADevice() {
        migrate(true);
        BuiltInCredential theirs = BuiltInCredential.totp("ABCDEFGHIJ0123456789");
        Person person = person(theirs);
        aws.accepted(person.signInWithCode(aws.console()));
        BuiltInCredential strangers = BuiltInCredential.totp("9876543210JIHGFEDCBA");
        strangers.addLaterTo(realm, person.user());
        assertThat(types(person)).containsExactly("virtual-mfa", "otp");

        Person stranger = person.elsewhere();
        Page page = stranger.signIn();
        page = stranger.code(page, strangers.phone().codeAt(realm.clock().now()));
        assertThat(page.text("#input-error-otp-code")).startsWith("This code is not valid");
        assertThat(move().get("left").get("has_device").asInt()).isPositive();
        assertThat(types(person)).containsExactly("virtual-mfa", "otp");
    }

    @Test
    @DisplayName("All of a user's codes move with the first one that is right, and two with one secret are one")
    void allOfAUsers() {
        migrate(true);
        BuiltInCredential first = BuiltInCredential.totp("ABCDEFGHIJ0123456789");
        BuiltInCredential second =
                BuiltInCredential.totp("0123456789ABCDEFGHIJ").called("My tablet");
        TestUser user = realm.user("moving-" + ++count, json -> {
            first.addTo(json);
            second.addTo(json);
            first.called("The same").addTo(json);
        });
        Person person = new Person(realm, user);
        realm.grant(user, aws.clientUuid(), AwsSide.ACCOUNT + "/Admin");
        first.giveTo(person);

        aws.accepted(person.code(person.signIn()));
        assertThat(types(person)).containsExactly("virtual-mfa", "virtual-mfa", "otp");
        second.giveTo(person);
        aws.accepted(person.elsewhere().signInWithCode(aws.console()));
    }

    private JsonNode move() {
        return realm.admin().send("POST", "/aws-mfa/migration/in", null).json();
    }

    @Test
    @DisplayName(
            "Who has lost a phone has lost what else was on it: once a device was taken away, nothing waits any more")
    void afterALostPhone() {
        migrate(true);
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        aws.accepted(person.signInWithCode(aws.console()));
        BuiltInCredential other = BuiltInCredential.totp("9876543210JIHGFEDCBA");
        other.addLaterTo(realm, person.user());
        String devices = "/aws-mfa/users/" + person.user().id() + "/devices";
        realm.admin()
                .delete(devices + "/"
                        + realm.admin().get(devices).get(0).get("id").asText());

        Person finder = person.elsewhere();
        Page page =
                finder.code(finder.signIn(), other.phone().codeAt(realm.clock().now()));
        assertThat(page.has(Person.WIZARD)).as(page.toString()).isTrue();
        assertThat(move().get("left").get("has_device").asInt()).isPositive();
        assertThat(types(person)).containsExactly("otp");
    }

    @Test
    @DisplayName("While a ticket waits, no one-time code does")
    void whileATicketWaits() {
        migrate(true);
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        realm.admin().post("/aws-mfa/users/" + person.user().id() + "/ticket", Map.of());

        Page page = person.code(person.signIn(), person.code());
        assertThat(page.has(Person.WIZARD) && page.has("#ticket"))
                .as("the ticket is owed: " + page)
                .isTrue();
        assertThat(types(person)).containsExactly("otp");
    }

    @Test
    @DisplayName(
            "Where first devices take a ticket, no one-time code is one: who may change users could have set it up")
    void whereFirstDevicesTakeATicket() {
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        firstDevice("ticket");
        try {
            Answer refused =
                    realm.admin().send("POST", "/aws-mfa/setup", Map.of("migration", Map.of("atNextCode", true)));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.toString()).contains("first devices take a ticket");
            // As if the ticket came later.
            realm.change(json -> json.withObject("/attributes").put("aws-mfa.migrate-otp", "true"));
            assertThat(realm.admin().get("/aws-mfa/check").toString()).contains("migration-tickets");

            Page page = person.code(person.signIn(), person.code());
            assertThat(page.has("#ticket")).as(page.toString()).isTrue();
            assertThat(types(person)).containsExactly("otp");
        } finally {
            firstDevice("password");
        }
    }

    private void firstDevice(String value) {
        realm.change(json -> json.withObject("/attributes").put("aws-mfa.first-device", value));
    }

    @Test
    @DisplayName("A phone whose clock is slow, as Keycloak took it, moves by two codes and one more")
    void slowPhone() {
        migrate(true);
        Person person = person(BuiltInCredential.totp("ABCDEFGHIJ0123456789"));
        person.phone(person.phone().slowBy(Duration.ofMinutes(2)));

        Page page = person.code(person.signIn(), person.code());
        assertThat(page.text("#input-error-otp-code")).startsWith("This code is not valid");
        page = person.codes(person.choosePair(page), person.codes());
        assertThat(page.has("#virtual-mfa-info")).as(page.toString()).isTrue();
        aws.accepted(person.code(page));
        assertThat(types(person)).containsExactly("virtual-mfa");
    }

    private Person person(BuiltInCredential otp) {
        String name = "moving-" + ++count;
        TestUser user = realm.user(name, otp::addTo);
        Person person = new Person(realm, user);
        realm.grant(user, aws.clientUuid(), AwsSide.ACCOUNT + "/Admin");
        otp.giveTo(person);
        return person;
    }

    private void migrate(boolean atNextCode) {
        setUp(Map.of("atNextCode", atNextCode, "refuse", List.of()));
    }

    private void setUp(Map<String, Object> migration) {
        realm.admin().post("/aws-mfa/setup", Map.of("migration", migration));
    }

    /** Without the password. */
    private List<JsonNode> credentials(Person person) {
        List<JsonNode> found = new ArrayList<>();
        realm.admin().get("/users/" + person.user().id() + "/credentials").forEach(credential -> {
            if (!credential.get("type").asText().equals("password")) {
                found.add(credential);
            }
        });
        return found;
    }

    private List<String> types(Person person) {
        return credentials(person).stream()
                .map(credential -> credential.get("type").asText())
                .toList();
    }
}
