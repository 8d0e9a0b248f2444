package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A user's own page of devices")
class ManageDevicesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String LIST = "#virtual-mfa-devices-form";
    private static final String RENAME = "#virtual-mfa-rename-form";
    private static final String DEACTIVATE = "#virtual-mfa-deactivate-form";
    private static final String MESSAGE = "body";
    private static final String CURRENT = "#input-error-current-code";
    private static final String REFUSED =
            "This code is not valid, or it was already used. Wait for the next code and try again.";
    private static final String GONE =
            "This device no longer exists. Your devices were changed in another window or by an administrator.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        realm.guardedApp("marked");
    }

    @Test
    void listsThemWithTheirDates() {
        Person owner = people.withDevices(2);
        Page list = owner.openDevices();

        assertThat(list.html().select(".virtual-mfa-list h2").eachText())
                .containsExactly("Authenticator app", "phone 2");
        assertThat(list.html().select("dt").eachText())
                .containsExactly("Assigned:", "Last used:", "Assigned:", "Last used:");
        assertThat(list.text("#virtual-mfa-device-1 dd + dd, #virtual-mfa-device-1 div:eq(1) dd"))
                .isEqualTo("never");
        String assigned = list.element("#virtual-mfa-device-1 time").attr("datetime");
        assertThat(Instant.parse(assigned))
                .isBetween(realm.clock().now().minusSeconds(120), realm.clock().now());
        assertThat(list.text("#virtual-mfa-device-1 time")).matches("[A-Z][a-z]{2} \\d{1,2}, 20\\d\\d, .* UTC");
        assertThat(list.header("Cache-Control").orElse("")).contains("no-store");

        Person signsIn = owner.elsewhere();
        signsIn.code(signsIn.signIn(), owner.codeOf(owner.phone(2)));
        assertThat(owner.openDevices().html().select("#virtual-mfa-device-1 time"))
                .hasSize(2);
        Person japanese = owner.elsewhere();
        japanese.browser().language("ja");
        assertThat(japanese.signIn(realm.actionAt("app", "virtual-mfa-devices")).text("#virtual-mfa-device-1 time"))
                .matches("20\\d\\d/\\d\\d/\\d\\d .* UTC");
    }

    @Test
    void isLeftWithDone() {
        Page app = people.withDevices(1).openDevices().form(LIST).press("#virtual-mfa-done");
        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(app.query("kc_action_status")).contains("success");
    }

    @Test
    void hasButtonsThatSayOfWhichDeviceTheyAre() {
        Page list = people.withDevices(2).openDevices();
        list.html().select(".virtual-mfa-list button").forEach(button -> {
            String[] names = button.attr("aria-labelledby").split(" ");
            assertThat(names[0]).isEqualTo(button.id());
            assertThat(list.text("#" + names[1])).isIn("Authenticator app", "phone 2");
        });
        assertThat(list.html().select(".virtual-mfa-list button")).hasSize(6);
    }

    @Test
    void renamesForNothing() {
        Person owner = people.withDevices(1);
        Page renaming = owner.openDevices().form(LIST).press("#virtual-mfa-rename-0");
        assertThat(renaming.form(RENAME).value("deviceName")).isEqualTo("Authenticator app");
        Page list = renaming.form(RENAME).set("deviceName", " 仕事用 ").submit();

        assertThat(list.text(MESSAGE)).contains("The device was renamed.");
        assertThat(list.text("#virtual-mfa-name-0")).isEqualTo("仕事用");
        assertThat(owner.deviceNames()).containsExactly("仕事用");
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL null renamed");
        assertThat(owner.lastEvent().details()).containsEntry("credential_user_label", "仕事用");
        assertThat(list.reload().text(MESSAGE)).doesNotContain("The device was renamed.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Enter a name for your device.",
                "a/b|A device name has up to 64 letters or digits. Spaces between them and the characters _ + = , . @ - are fine too.",
                "${vault.x}|A device name has up to 64 letters or digits. Spaces between them and the characters _ + = , . @ - are fine too."
            })
    void keepsABadNewName(String name, String sentence) {
        Person owner = people.withDevices(1);
        Page renaming = owner.openDevices().form(LIST).press("#virtual-mfa-rename-0");
        Page page = renaming.form(RENAME).set("deviceName", name).submit();

        assertThat(page.text("#input-error-device-name")).isEqualTo(sentence);
        assertThat(page.form(RENAME).value("deviceName")).isEqualTo(name);
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL_ERROR invalid_input form_incomplete");
        Page list = page.form(RENAME).press("#virtual-mfa-leave");
        assertThat(list.text("#virtual-mfa-name-0")).isEqualTo("Authenticator app");
    }

    /** Keycloak's own pages let a user write anything there. */
    @ParameterizedTest
    @ValueSource(strings = {"<img src=x>", "${vault.x} ${realm}", "' onclick='x", "{0}", "\u202Egnp"})
    void showsStrangeNamesAsTheyAre(String name) throws Exception {
        Person owner = people.withDevices(1);
        String id = owner.devices().get(0).get("id").asText();
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(realm.server().baseUrl() + "/admin/realms/" + realm.name()
                                        + "/users/" + owner.user().id() + "/credentials/" + id
                                        + "/userLabel"))
                                .header(
                                        "Authorization",
                                        "Bearer " + realm.admin().token())
                                .header("Content-Type", "text/plain")
                                .PUT(BodyPublishers.ofString(name))
                                .build(),
                        BodyHandlers.discarding());
        assertThat(owner.deviceNames()).containsExactly(name);
        Page list = owner.openDevices();

        assertThat(list.element("#virtual-mfa-name-0 > bdi").wholeText()).isEqualTo(name);
        Page page = list.form(LIST).press("#virtual-mfa-resync-0");
        assertThat(page.element(".virtual-mfa-about > bdi").wholeText()).isEqualTo(name);
        page = page.form("#virtual-mfa-resync-form").press("#virtual-mfa-leave");
        page = page.form(LIST).press("#virtual-mfa-rename-0");
        assertThat(page.form(RENAME).value("deviceName")).isEqualTo(name);
    }

    static Stream<Arguments> payments() {
        return Stream.of(
                of("nothing", owner -> "", "invalid_input code_malformed"),
                of("five digits", owner -> "12345", "invalid_input code_malformed"),
                of("a wrong code", owner -> owner.wrongCode(), "invalid_user_credentials code_refused"),
                of(
                        "another user's code",
                        owner -> people.withDevices(1).code(),
                        "invalid_user_credentials code_refused"),
                of(
                        "the code that has just signed in",
                        owner -> {
                            Person signsIn = owner.elsewhere();
                            assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                                    .matches(Person::atAws);
                            return owner.code();
                        },
                        "invalid_user_credentials code_refused"),
                of(
                        "the code before the one that has just signed in",
                        owner -> {
                            Person signsIn = owner.elsewhere();
                            assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                                    .matches(Person::atAws);
                            return owner.codeAgo(1);
                        },
                        "invalid_user_credentials code_refused"));
    }

    private static Arguments of(String name, Function<Person, String> code, String event) {
        return arguments(Named.of(name, code), event);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payments")
    void deactivatesNothingFor(Function<Person, String> payment, String event) {
        Person owner = people.withDevices(2);
        realm.clock().toNextStep();
        String code = payment.apply(owner);
        Page form = owner.openDevices().form(LIST).press("#virtual-mfa-deactivate-1");
        assertThat(form.text(".virtual-mfa-about")).isEqualTo("phone 2");
        Page page = form.form(DEACTIVATE).set("currentCode", code).submit();

        assertThat(page.text(CURRENT))
                .isEqualTo(
                        event.endsWith("refused")
                                ? REFUSED
                                : "An MFA code has six digits. Enter the code your app shows now.");
        assertThat(owner.lastEventText()).isEqualTo("REMOVE_CREDENTIAL_ERROR " + event);
        assertThat(owner.deviceNames()).hasSize(2);

        realm.clock().toNextStep();
        Page list = page.form(DEACTIVATE).set("currentCode", owner.code()).submit();
        assertThat(list.text(MESSAGE)).contains("The device was deactivated.");
        assertThat(owner.deviceNames()).containsExactly("Authenticator app");
        assertThat(owner.lastEventText()).isEqualTo("REMOVE_CREDENTIAL null deactivated");
        assertThat(owner.lastEvent().details()).containsEntry("credential_user_label", "phone 2");
        assertThat(list.html().select(".virtual-mfa-list > li")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void deactivatesForACodeOfAnyOfThem(int payer) {
        Person owner = people.withDevices(2);
        deactivate(owner, owner.openDevices(), 0, owner.codeOf(owner.phone(payer)));

        assertThat(owner.deviceNames()).containsExactly("phone 2");
        realm.clock().toNextStep();
        Person signsIn = owner.elsewhere();
        Page page = signsIn.code(signsIn.signIn(), owner.code());
        assertThat(page.text("#input-error-otp-code")).isEqualTo(REFUSED);
        assertThat(signsIn.code(page, owner.codeOf(owner.phone(2)))).matches(Person::atAws);
    }

    @Test
    void deactivatesForTwoCodesWhereOneDoesNotCount() {
        Person owner = people.withDevices(2);
        owner.needPair();
        Page form = owner.openDevices().form(LIST).press("#virtual-mfa-deactivate-1");
        assertThat(form.html().text()).contains("enter two codes in a row");
        Phone.Pair pair = owner.phone().pair(realm.clock().now());
        Page page = form.form(DEACTIVATE).set("currentCode", pair.code2()).submit();
        assertThat(page.text(CURRENT)).startsWith("Each MFA code has six digits.");
        assertThat(owner.deviceNames()).hasSize(2);
        page.form(DEACTIVATE)
                .set("currentCode", pair.code1())
                .set("currentCode2", pair.code2())
                .submit();
        assertThat(owner.deviceNames()).containsExactly("Authenticator app");
    }

    @Test
    void withTheDeviceGoesItsEvidence() {
        Person owner = people.withDevices(2);
        Person person = owner.elsewhere();
        assertThat(person.code(person.signIn(), owner.codeOf(owner.phone(2)))).matches(Person::atAws);
        assertThat(person.open()).as("the evidence holds").matches(Person::atAws);
        deactivate(owner, owner.openDevices(), 1, owner.code());

        assertThat(person.open().has("#kc-otp-login-form")).isTrue();
    }

    /** The session that takes its own evidence away owes a code again, before it sees anything else. */
    @Test
    void withItsOwnEvidenceGoesTheSessionsPeace() {
        Person owner = people.withDevices(2);
        Person person = owner.elsewhere();
        Page list = person.code(
                person.signIn(realm.actionAt("marked", "virtual-mfa-devices")), owner.codeOf(owner.phone(2)));
        Page page = deactivate(owner, list, 1, owner.code());

        assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
        assertThat(page.text(MESSAGE)).contains("The device was deactivated.");
        realm.clock().toNextStep();
        assertThat(person.code(page, owner.code()).html().select(".virtual-mfa-list > li"))
                .hasSize(1);
    }

    @Test
    void keepsTheLastOne() {
        Person owner = people.withDevices(1);
        Page list = owner.openDevices();
        assertThat(list.has("#virtual-mfa-deactivate-0")).isFalse();
        assertThat(list.text("#virtual-mfa-last-stays")).startsWith("This is your only device");
        String id = owner.devices().get(0).get("id").asText();
        Page form = press(list, "deactivate " + id);
        Page page = form.form(DEACTIVATE).set("currentCode", owner.code()).submit();

        assertThat(page.text(MESSAGE)).contains("so nothing was changed. Assign another device first.");
        assertThat(owner.lastEventText()).isEqualTo("REMOVE_CREDENTIAL_ERROR not_allowed last_device");
        assertThat(owner.deviceNames()).hasSize(1);
        Person signsIn = owner.elsewhere();
        assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                .as("the code was not spent")
                .matches(Person::atAws);
    }

    /** Two pages of two devices, each of which deactivates the other one's. */
    @Test
    void keepsTheLastOneOfTwoTabs() {
        Person owner = people.withDevices(2);
        Page first = owner.openDevices().form(LIST).press("#virtual-mfa-deactivate-0");
        Page second = owner.openDevices().form(LIST).press("#virtual-mfa-deactivate-1");
        first.form(DEACTIVATE).set("currentCode", owner.code()).submit();
        Page page = second.form(DEACTIVATE)
                .set("currentCode", owner.codeOf(owner.phone(2)))
                .submit();

        assertThat(page.text(MESSAGE)).contains("Assign another device first.");
        assertThat(owner.deviceNames()).containsExactly("phone 2");
    }

    static Stream<Named<Consumer<ObjectNode>>> clients() {
        return Stream.of(
                Named.of(
                        "is not guarded",
                        client -> ((ObjectNode) client.get("attributes")).put("aws-mfa.guarded", "false")),
                Named.of("is disabled", client -> client.put("enabled", false)));
    }

    @ParameterizedTest(name = "AWS''s client {0}")
    @MethodSource("clients")
    void letsTheLastOneGoWhere(Consumer<ObjectNode> change) {
        Person owner = people.withDevices(1);
        List<String> guarded = List.of("urn:amazon:webservices", "marked");
        try {
            guarded.forEach(clientId -> change(clientId, change));
            Page list = deactivate(owner, owner.openDevices(), 0, owner.code());

            assertThat(list.text("#virtual-mfa-no-device")).isEqualTo("You have no MFA device.");
            assertThat(owner.deviceNames()).isEmpty();
            Page wizard = list.form(LIST).press("#virtual-mfa-add");
            assertThat(wizard.has("#currentCode")).isFalse();
            assertThat(wizard.form(Person.WIZARD).press("#virtual-mfa-leave").has("#virtual-mfa-no-device"))
                    .isTrue();
        } finally {
            guarded.forEach(clientId -> change(clientId, client -> {
                client.put("enabled", true);
                ((ObjectNode) client.get("attributes")).put("aws-mfa.guarded", "true");
            }));
        }
    }

    @Test
    void keepsTheLastOneWhereTheRealmAsksEverybody() {
        Person owner = people.withDevices(1);
        List<String> guarded = List.of("urn:amazon:webservices", "marked");
        try {
            guarded.forEach(clientId -> change(
                    clientId, client -> ((ObjectNode) client.get("attributes")).put("aws-mfa.guarded", "false")));
            realm.change(json -> json.put("browserFlow", "aws-mfa browser"));
            Person person = owner.elsewhere();
            Page list = person.code(person.signIn(realm.actionAt("app", "virtual-mfa-devices")), owner.code());

            assertThat(list.text("#virtual-mfa-last-stays")).startsWith("This is your only device");
        } finally {
            realm.change(json -> json.put("browserFlow", "browser"));
            guarded.forEach(clientId ->
                    change(clientId, client -> ((ObjectNode) client.get("attributes")).put("aws-mfa.guarded", "true")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "deactivate", "resync"})
    void saysThatADeviceIsGone(String act) {
        Person owner = people.withDevices(2);
        Page list = owner.openDevices();
        Page late = owner.openDevices();
        Page form = list.form(LIST).press("#virtual-mfa-" + act + "-1");
        deactivate(owner, owner.openDevices(), 1, owner.code());
        realm.clock().toNextStep();
        Page page = form.form("form.virtual-mfa").submit();
        assertThat(page.text(MESSAGE)).contains(GONE);
        assertThat(page.html().select(".virtual-mfa-list > li")).hasSize(1);
        assertThat(page.reload().text(MESSAGE)).doesNotContain(GONE);

        page = late.form(LIST).press("#virtual-mfa-" + act + "-1");
        assertThat(page.text(MESSAGE)).contains(GONE);
        assertThat(page.html().select(".virtual-mfa-list > li")).hasSize(1);
        assertThat(owner.deviceNames()).hasSize(1);
    }

    /** The page for a new name is no page for a deactivation, whatever fields come. */
    @Test
    void doesWhatThePageSaysAndNotWhatTheFieldsSay() {
        Person owner = people.withDevices(2);
        String id = owner.devices().get(1).get("id").asText();
        Page renaming = owner.openDevices().form(LIST).press("#virtual-mfa-rename-0");
        Page page = renaming.form(RENAME)
                .set("deviceName", "new")
                .forge("currentCode", owner.code())
                .forge("device", id)
                .forge("action", "deactivate")
                .submit();

        assertThat(page.text(MESSAGE)).contains("The device was renamed.");
        assertThat(owner.deviceNames()).containsExactly("new", "phone 2");
        page = page.form(LIST)
                .forge("currentCode", owner.code())
                .forge("deviceName", "newer")
                .press("#virtual-mfa-deactivate-1");
        assertThat(page.has(DEACTIVATE)).isTrue();
        assertThat(owner.deviceNames()).containsExactly("new", "phone 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"confirm %s 5", "confirm %s", "rename", "list %s", "logout", "rename %s; x", "deactivate nobody"
            })
    void goesNowhereElse(String button) {
        Person owner = people.withDevices(1);
        String id = owner.devices().get(0).get("id").asText();
        Page page = press(owner.openDevices(), button.formatted(id));

        assertThat(page.has(LIST)).as(page.toString()).isTrue();
        assertThat(page.html().select(".virtual-mfa-list > li")).hasSize(1);
    }

    @Test
    void addsAnotherAndShowsIt() {
        Person owner = people.withDevices(1);
        Page wizard = owner.openDevices().form(LIST).press("#virtual-mfa-add");
        assertThat(wizard.has("#cancelTOTPBtn")).isFalse();
        Page refused = owner.fill(wizard, "tablet").submit();
        assertThat(refused.has(CURRENT)).isTrue();
        Page assigned =
                owner.fill(refused, "tablet").set("currentCode", owner.code()).submit();
        Page list = assigned.form("#virtual-mfa-continue-form").submit();

        assertThat(list.html().select(".virtual-mfa-list h2").eachText())
                .containsExactly("Authenticator app", "tablet");
        assertThat(list.form(LIST).press("#virtual-mfa-done").query("kc_action_status"))
                .contains("success");
    }

    @Test
    void leavesNothingOfAWizardThatWasLeft() {
        Person owner = people.withDevices(1);
        Page wizard = owner.openDevices().form(LIST).press("#virtual-mfa-add");
        Page list = wizard.form(Person.WIZARD).set("deviceName", "left").press("#virtual-mfa-leave");
        Page again = list.form(LIST).press("#virtual-mfa-add");

        assertThat(again.text(Person.KEY)).isNotEqualTo(wizard.text(Person.KEY));
        assertThat(again.form(Person.WIZARD).value("deviceName")).isEqualTo("Authenticator app 2");
        Person person = owner.elsewhere();
        wizard = person.signIn(realm.actionAt("app", "virtual-mfa-devices"))
                .form(LIST)
                .press("#virtual-mfa-add");
        Page app = wizard.form(Person.WIZARD).forge("cancel-aia", "true").submit();
        assertThat(app.query("kc_action_status")).contains("cancelled");
        assertThat(owner.deviceNames()).hasSize(1);
    }

    @Test
    void showsAUserWithoutADeviceTheWayToOne() {
        Person person = people.newcomer();
        Page list = person.signIn(realm.actionAt("app", "virtual-mfa-devices"));
        assertThat(list.text("#virtual-mfa-no-device")).isEqualTo("You have no MFA device.");
        Page wizard = list.form(LIST).press("#virtual-mfa-add");
        Page after = person.assign(wizard).form("#virtual-mfa-continue-form").submit();

        assertThat(after.html().select(".virtual-mfa-list > li")).hasSize(1);
    }

    @Test
    void offersToEndOtherSessionsAfterAChange() {
        Person owner = people.withDevices(3);
        Person elsewhere = owner.elsewhere();
        elsewhere.signIn(realm.signInAt("app"));
        Page list = owner.openDevices();
        assertThat(list.has("#virtual-mfa-other-sessions")).isFalse();
        list = deactivate(owner, list, 1, owner.code());
        assertThat(realm.clientSessions(owner.user())).isNotEmpty();
        list = list.form(LIST).press("#virtual-mfa-sign-out-elsewhere");

        assertThat(list.text(MESSAGE)).contains("You are now signed out everywhere else.");
        assertThat(list.has("#virtual-mfa-other-sessions")).isFalse();
        assertThat(realm.clientSessions(owner.user())).isEmpty();
        assertThat(elsewhere.browser().open(realm.signInAt("app")).has("#kc-form-login"))
                .isTrue();
        realm.clock().toNextStep();
        list = deactivate(owner, list, 1, owner.code());
        assertThat(list.has("#virtual-mfa-other-sessions"))
                .as("nobody is left elsewhere")
                .isFalse();
    }

    @Test
    void asksForACodeThatTheSignInOwesFirst() {
        Person owner = people.withDevices(2);
        Person person = owner.elsewhere();
        Page owed = person.signIn(realm.actionAt("marked", "virtual-mfa-devices"));
        assertThat(owed.has(LIST)).isFalse();
        String code = owner.code();
        Page list = person.code(owed, code);

        Page page = list.form(LIST).press("#virtual-mfa-deactivate-1");
        page = page.form(DEACTIVATE).set("currentCode", code).submit();
        assertThat(page.text(CURRENT)).as("it pays for nothing else").isEqualTo(REFUSED);
        assertThat(owner.deviceNames()).hasSize(2);
    }

    @Test
    void isNotOpenedByAnEmailLink() {
        Person owner = people.withDevices(2);
        realm.admin().put("/users/" + owner.user().id() + "/execute-actions-email", List.of("virtual-mfa-devices"));
        Page page = owner.elsewhere().openMailedLink().click("a[href*=action-token]");

        assertThat(page.has("#virtual-mfa-sign-in-once-to-manage"))
                .as(page.toString())
                .isTrue();
        assertThat(page.html().text()).doesNotContain("phone 2");
        Person later = owner.elsewhere();
        Page list = later.signIn(realm.signInAt("app"));
        assertThat(list.has(LIST)).isTrue();
        assertThat(list.form(LIST).press("#virtual-mfa-done").uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(owner.json().path("requiredActions")).isEmpty();
    }

    @Test
    void isNotOpenedForAnImpersonator() {
        Person owner = people.withDevices(2);
        Browser impersonator = Browser.create();
        realm.impersonate(owner.user(), impersonator);
        realm.maxAuthAge("virtual-mfa-devices", "2000000000");
        Page page;
        try {
            page = impersonator.open(realm.actionAt("app", "virtual-mfa-devices"));
        } finally {
            realm.maxAuthAge("virtual-mfa-devices", "300");
        }

        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
        assertThat(page.html().text()).doesNotContain("phone 2");
        assertThat(owner.lastEventText()).endsWith("not_authenticated");
    }

    /** Standing is asked at each POST: a page that was shown in time is of no use later. */
    @ParameterizedTest
    @ValueSource(strings = {"rename", "deactivate", "resync"})
    void changesNothingInASessionThatHasEnded(String act) {
        Person owner = people.withDevices(2);
        Person person = owner.elsewhere();
        person.signIn(realm.signInAt("app"));
        Page form = person.browser()
                .open(realm.actionAt("app", "virtual-mfa-devices"))
                .form(LIST)
                .press("#virtual-mfa-" + act + "-1");
        realm.admin().post("/users/" + person.user().id() + "/logout", Map.of());
        Form filled = form.form("form.virtual-mfa");
        if (act.equals("rename")) {
            filled.set("deviceName", "of a thief");
        } else if (act.equals("deactivate")) {
            filled.set("currentCode", owner.code());
        } else {
            Phone.Pair pair = owner.phone(2).pair(realm.clock().now());
            filled.set("code1", pair.code1()).set("code2", pair.code2());
        }
        Page page = filled.submit();

        assertThat(page.has("#virtual-mfa-sign-in-again") || page.has("#kc-form-login"))
                .as(page.toString())
                .isTrue();
        assertThat(owner.deviceNames()).containsExactly("Authenticator app", "phone 2");
        assertThat(owner.events()).doesNotContain("UPDATE_CREDENTIAL renamed", "CUSTOM_REQUIRED_ACTION in_step");
    }

    @Test
    void isNothingForACommandLine() {
        Person owner = people.withDevices(1);
        Person person = owner.elsewhere();
        person.browser().userAgent("saml2aws/2.36.19 (linux amd64) Versent");
        Page page = person.signIn(realm.actionAt("app", "virtual-mfa-devices"));

        assertThat(page.has("#virtual-mfa-browser-needed")).as(page.toString()).isTrue();
        assertThat(page.has(LIST)).isFalse();
    }

    private static Page deactivate(Person owner, Page list, int row, String code) {
        Page form = list.form(LIST).press("#virtual-mfa-deactivate-" + row);
        return form.form(DEACTIVATE).set("currentCode", code).submit();
    }

    /** Posts the list as with a button that it does not have. */
    private static Page press(Page list, String button) {
        return list.browser().post(list.form(LIST).action(), Map.of("go", button));
    }

    private static void change(String clientId, Consumer<ObjectNode> change) {
        String path = "/clients/" + realm.clientUuid(clientId);
        ObjectNode client = (ObjectNode) realm.admin().get(path);
        change.accept(client);
        realm.admin().put(path, client);
    }
}
