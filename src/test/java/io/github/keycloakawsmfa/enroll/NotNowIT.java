package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName(
        "Until the date of their groups and AWS roles, users may put off a first device, but not on the way to AWS")
class NotNowIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String BUTTON = "#virtual-mfa-not-now";
    private static final String UNTIL = "#virtual-mfa-not-now-until";
    private static final String SKIPS = "#virtual-mfa-skips";
    private static final String OVER = "You need an MFA device now, so you can no longer skip this.";

    private static People people;
    private static int count;

    private Person person;

    /** The realm's own flow asks for a device, at every application. */
    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.admin().post("/aws-mfa/setup", Map.of("scope", "realm", "adopt", true));
        realm.app("app");
        realm.app("other");
        realm.guardedApp("guarded");
    }

    @BeforeEach
    void somebodyNew() {
        realm.clock().reset();
        person = people.newcomer();
        realm.clearEvents();
    }

    @Test
    void theSignInGoesOnAndIsCounted() {
        member("2999-01-01");
        Page wizard = person.signIn(realm.signInAt("app"));
        assertThat(wizard.text(UNTIL))
                .startsWith("You need an MFA device from Jan 1, 2999")
                .contains("UTC on.");
        assertThat(wizard.has(SKIPS)).isFalse();
        assertThat(wizard.element(UNTIL + " time").attr("datetime")).isEqualTo("2999-01-01T00:00:00Z");

        arrived(wizard.form(Person.WIZARD).press(BUTTON));

        assertThat(skips()).singleElement().satisfies(event -> {
            assertThat(event.error()).isNull();
            assertThat(event.userId()).isEqualTo(person.user().id());
            assertThat(event.clientId()).isEqualTo("app");
            assertThat(event.details())
                    .containsEntry("required_from", "2999-01-01T00:00:00Z")
                    .containsEntry("skips", "1");
        });
        Page again = person.elsewhere().signIn(realm.signInAt("app"));
        assertThat(again.text(SKIPS)).isEqualTo("You have skipped this once so far.");
        arrived(again.form(Person.WIZARD).press(BUTTON));
        assertThat(person.elsewhere().signIn(realm.signInAt("app")).text(SKIPS))
                .isEqualTo("You have skipped this 2 times so far.");
    }

    /** The rest of a sign-in asks no more, whatever page comes behind the wizard. */
    @Test
    void oneSignInAsksOnce() {
        member("2999-01-01");
        realm.admin().put("/users/" + person.user().id(), Map.of("requiredActions", List.of("TERMS_AND_CONDITIONS")));
        Map<String, Object> terms = Map.of(
                "alias",
                "TERMS_AND_CONDITIONS",
                "name",
                "Terms",
                "providerId",
                "TERMS_AND_CONDITIONS",
                "enabled",
                true,
                "priority",
                500,
                "config",
                Map.of());
        realm.admin().put("/authentication/required-actions/TERMS_AND_CONDITIONS", terms);

        Page after = person.signIn(realm.signInAt("app")).form(Person.WIZARD).press(BUTTON);

        assertThat(after.has("#kc-accept")).as(after.toString()).isTrue();
        arrived(after.form("form").press("#kc-accept"));
        assertThat(skips()).hasSize(1);
    }

    /** Nothing can be assigned in a session that was carried along, and to sign in again for that would help nobody. */
    @Test
    void otherApplicationsOfTheSessionDoNotAsk() {
        member("2999-01-01");
        arrived(person.signIn(realm.signInAt("app")).form(Person.WIZARD).press(BUTTON));

        arrived(person.browser().open(realm.signInAt("other")));

        assertThat(skips()).hasSize(1);
    }

    @Test
    void awsIsAskedAgainInTheSameSession() {
        member("2999-01-01");
        arrived(person.signIn(realm.signInAt("app")).form(Person.WIZARD).press(BUTTON));

        Person copy = person.using(person.browser().copy());
        for (Page page : List.of(person.open(), copy.browser().open(realm.signInAt("guarded")))) {
            assertThat(page.has("#virtual-mfa-sign-in-again"))
                    .as(page.toString())
                    .isTrue();
        }
        Page wizard = person.signIn();
        assertThat(wizard.has(Person.WIZARD)).as(wizard.toString()).isTrue();
        assertThat(wizard.has(BUTTON)).isFalse();
        forged(wizard);
    }

    @ParameterizedTest
    @CsvSource({"true, ", "false, guarded"})
    void onTheWayToAwsNoButtonCanBeForged(boolean aws, String app) {
        member("2999-01-01");
        Page wizard = aws ? person.signIn() : person.signIn(realm.signInAt(app));
        assertThat(wizard.has(UNTIL + ", " + BUTTON)).isFalse();

        forged(wizard);

        assertThat(Person.atAws(person.pass(wizard.reload()))).isEqualTo(aws);
    }

    /** What is typed into the wizard is codes: only the button is the button. */
    @Test
    void aPostOfTheWizardIsNoSkip() {
        member("2999-01-01");
        Page wizard = person.signIn(realm.signInAt("app"));
        for (String value : List.of("", "list", "Not now", "not-now ")) {
            wizard = wizard.form(Person.WIZARD).forge("go", value).submit();
            assertThat(wizard.has(Person.WIZARD)).as(value + wizard).isTrue();
        }
        wizard = wizard.form(Person.WIZARD).submit();
        assertThat(wizard.has(Person.WIZARD)).as("the key Enter: " + wizard).isTrue();
        assertThat(skips()).isEmpty();
    }

    @Test
    void theDateMayPassWhileThePageIsOpen() {
        String soon = realm.clock()
                .now()
                .plus(Duration.ofMinutes(5))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        member(soon);
        Page wizard = person.signIn(realm.signInAt("app"));
        assertThat(wizard.has(BUTTON)).isTrue();
        Person inASession = person.elsewhere();
        arrived(inASession.signIn(realm.signInAt("app")).form(Person.WIZARD).press(BUTTON));
        realm.clock().advance(Duration.ofMinutes(5));

        Page pressed = wizard.form(Person.WIZARD).press(BUTTON);

        assertThat(pressed.has(Person.WIZARD)).as(pressed.toString()).isTrue();
        assertThat(pressed.has(UNTIL + ", " + BUTTON)).isFalse();
        assertThat(pressed.html().text()).contains(OVER);
        assertThat(skips()).hasSize(1);
        Page other = inASession.browser().open(realm.signInAt("other"));
        assertThat(other.has("#virtual-mfa-sign-in-again")).as(other.toString()).isTrue();
    }

    /** The earliest counts, of all groups with those above, and of AWS roles, however they are had. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2999-01-01 |            |            | true
                       | 2999-01-01 |            | true
                       |            | 2999-01-01 | true
            2999-01-01 | 2020-01-01 |            | false
            2999-01-01 |            | 2020-01-01 | false
            2999-01-01 | soon       |            | false
                       | 2999-13-01 |            | false
                       | 2999-01-01T00:00:00+09:00 | | true
                       |            |            | false
            """)
    void theEarliestDateCounts(String above, String group, String role, boolean offered) {
        String parent = group(above);
        String child = realm.admin()
                .create("/groups/" + parent + "/children", Map.of("name", "child", "attributes", dated(group)));
        join(child);
        // A role of the group's, by a composite: the user has it all the same.
        String client = realm.clientUuid("urn:amazon:webservices");
        String name = "210987654321/Role" + ++count;
        realm.admin().create("/clients/" + client + "/roles", Map.of("name", name));
        String path = "/clients/" + client + "/roles/" + name.replace("/", "%2F");
        realm.admin().put(path, Map.of("name", name, "attributes", dated(role)));
        realm.admin().create("/roles", Map.of("name", "bundle-" + count));
        realm.admin()
                .post(
                        "/roles/bundle-" + count + "/composites",
                        List.of(realm.admin().get(path)));
        realm.admin()
                .post(
                        "/groups/" + parent + "/role-mappings/realm",
                        List.of(realm.admin().get("/roles/bundle-" + count)));

        Page wizard = person.signIn(realm.signInAt("app"));

        assertThat(wizard.has(Person.WIZARD)).as(wizard.toString()).isTrue();
        assertThat(wizard.has(BUTTON)).isEqualTo(offered);
        if (!offered) {
            forged(wizard);
        }
    }

    @Test
    void whoHasADeviceNeverSeesIt() {
        member("2999-01-01");
        person.assign();
        realm.clock().toNextStep();
        Person at = person.elsewhere();
        Page code = at.signIn(realm.actionAt("app", "virtual-mfa"));
        assertThat(code.has("#kc-otp-login-form")).as(code.toString()).isTrue();
        assertThat(code.has(BUTTON)).isFalse();
        Page refused = code.form("#kc-otp-login-form").forge("go", "not-now").submit();
        assertThat(refused.has("#kc-otp-login-form")).as(refused.toString()).isTrue();

        Page adding = at.code(refused);
        assertThat(adding.has("input[name=currentCode]")).isTrue();
        assertThat(adding.has(BUTTON)).isFalse();
        forged(adding);
    }

    /** A device that is assigned elsewhere meanwhile is asked for: what was put off is done. */
    @Test
    void aDeviceEndsIt() {
        member("2999-01-01");
        Person inASession = person.elsewhere();
        arrived(inASession.signIn(realm.signInAt("app")).form(Person.WIZARD).press(BUTTON));
        Page open = person.elsewhere().signIn(realm.signInAt("app"));
        person.assign();

        assertThat(inASession.browser().open(realm.signInAt("other")).has("#kc-otp-login-form"))
                .isTrue();
        Page pressed = open.form(Person.WIZARD).press(BUTTON);
        assertThat(pressed.has("#kc-otp-login-form")).as(pressed.toString()).isTrue();
        assertThat(skips()).hasSize(1);
    }

    /** Where an administrator or the application asked for the device, it goes on as it did. */
    @Test
    void whatSomebodyAskedForIsNotPutOff() {
        member("2999-01-01");
        Page asked = person.signIn(realm.actionAt("app", "virtual-mfa"));
        assertThat(asked.has(Person.WIZARD)).as(asked.toString()).isTrue();
        assertThat(asked.has(BUTTON)).isFalse();

        realm.admin().put("/users/" + person.user().id(), Map.of("requiredActions", List.of("virtual-mfa")));
        Page pending = person.elsewhere().signIn(realm.signInAt("app"));
        assertThat(pending.has(Person.WIZARD)).as(pending.toString()).isTrue();
        assertThat(pending.has(BUTTON)).isFalse();
        forged(pending);
    }

    @Test
    void whereAFirstDeviceTakesATicketItIsTheSame() {
        realm.change(json -> json.withObject("/attributes").put("aws-mfa.first-device", "ticket"));
        try {
            member("2999-01-01");
            Page wizard = person.signIn(realm.signInAt("app"));
            assertThat(wizard.has("input[name=ticket]")).isTrue();
            arrived(wizard.form(Person.WIZARD).press(BUTTON));

            Page aws = person.open();
            assertThat(aws.has("input[name=ticket]")).as(aws.toString()).isTrue();
            assertThat(aws.has(BUTTON)).isFalse();
            forged(aws);
        } finally {
            realm.change(json -> json.withObject("/attributes").put("aws-mfa.first-device", "password"));
        }
    }

    /** Whoever forges the button gets the wizard again, an event tells, and nothing is counted. */
    private void forged(Page wizard) {
        long before = skips().size();
        Page page = wizard.form(Person.WIZARD).forge("go", "not-now").submit();

        assertThat(page.has(Person.WIZARD)).as(page.toString()).isTrue();
        assertThat(page.has(BUTTON)).isFalse();
        assertThat(page.html().text()).contains(OVER);
        assertThat(skips()).hasSize((int) before);
        assertThat(realm.events("CUSTOM_REQUIRED_ACTION_ERROR"))
                .filteredOn(event -> "skip_refused".equals(event.details().get("reason")))
                .isNotEmpty()
                .allSatisfy(event -> {
                    assertThat(event.error()).isEqualTo("not_allowed");
                    assertThat(event.userId()).isEqualTo(person.user().id());
                });
    }

    private static void arrived(Page page) {
        assertThat(page.query("code")).as(page.toString()).isPresent();
    }

    private static List<TestEvent> skips() {
        return realm.events("CUSTOM_REQUIRED_ACTION").stream()
                .filter(event -> "skipped".equals(event.details().get("reason")))
                .toList();
    }

    private void member(String date) {
        join(group(date));
    }

    private void join(String group) {
        realm.admin().put("/users/" + person.user().id() + "/groups/" + group, Map.of());
    }

    private static String group(String date) {
        return realm.admin().create("/groups", Map.of("name", "group-" + ++count, "attributes", dated(date)));
    }

    private static Map<String, List<String>> dated(String date) {
        return Stream.ofNullable(date).collect(Collectors.toMap(it -> "aws-mfa.required-from", List::of));
    }
}
