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
    private static final String REFUSED = "This code is not valid, or it was already used.";
    private static final String GONE =
            "This device is not there any more: your devices were changed elsewhere in the meantime.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        realm.guardedApp("marked");
    }

    @Test
    void listsThemWithTheirDates() {
        Owner owner = Owner.of(realm, people, 2);
        Page list = owner.devices();

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

        Person signsIn = owner.person().elsewhere();
        signsIn.code(signsIn.signIn(), owner.codeOf(owner.phone(2)));
        assertThat(owner.devices().html().select("#virtual-mfa-device-1 time")).hasSize(2);
        Person japanese = owner.person().elsewhere();
        japanese.browser().language("ja");
        assertThat(japanese.signIn(Owner.ask(realm, "virtual-mfa-devices")).text("#virtual-mfa-device-1 time"))
                .matches("20\\d\\d/\\d\\d/\\d\\d .* UTC");
    }

    @Test
    void isLeftWithDone() {
        Page app = Owner.of(realm, people, 1).devices().form(LIST).press("#virtual-mfa-done");
        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(app.query("kc_action_status")).contains("success");
    }

    @Test
    void hasButtonsThatSayOfWhichDeviceTheyAre() {
        Page list = Owner.of(realm, people, 2).devices();
        list.html().select(".virtual-mfa-list button").forEach(button -> {
            String[] names = button.attr("aria-labelledby").split(" ");
            assertThat(names[0]).isEqualTo(button.id());
            assertThat(list.text("#" + names[1])).isIn("Authenticator app", "phone 2");
        });
        assertThat(list.html().select(".virtual-mfa-list button")).hasSize(6);
    }

    @Test
    void renamesForNothing() {
        Owner owner = Owner.of(realm, people, 1);
        Page renaming = owner.devices().form(LIST).press("#virtual-mfa-rename-0");
        assertThat(renaming.form(RENAME).value("deviceName")).isEqualTo("Authenticator app");
        Page list = renaming.form(RENAME).set("deviceName", " 仕事用 ").submit();

        assertThat(list.text(MESSAGE)).contains("The device has its new name.");
        assertThat(list.text("#virtual-mfa-name-0")).isEqualTo("仕事用");
        assertThat(owner.names()).containsExactly("仕事用");
        assertThat(owner.lastEvent()).isEqualTo("UPDATE_CREDENTIAL null renamed");
        assertThat(owner.person().lastEvent().details()).containsEntry("credential_user_label", "仕事用");
        assertThat(list.reload().text(MESSAGE)).doesNotContain("The device has its new name.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Please give your device a name.",
                "a/b|A device name has up to 64 letters or digits. Spaces between them and the characters _ + = , . @ - are fine too.",
                "${vault.x}|A device name has up to 64 letters or digits. Spaces between them and the characters _ + = , . @ - are fine too."
            })
    void keepsABadNewName(String name, String sentence) {
        Owner owner = Owner.of(realm, people, 1);
        Page renaming = owner.devices().form(LIST).press("#virtual-mfa-rename-0");
        Page page = renaming.form(RENAME).set("deviceName", name).submit();

        assertThat(page.text("#input-error-device-name")).isEqualTo(sentence);
        assertThat(page.form(RENAME).value("deviceName")).isEqualTo(name);
        assertThat(owner.lastEvent()).isEqualTo("UPDATE_CREDENTIAL_ERROR invalid_input form_incomplete");
        Page list = page.form(RENAME).press("#virtual-mfa-leave");
        assertThat(list.text("#virtual-mfa-name-0")).isEqualTo("Authenticator app");
    }

    /** Keycloak's own pages let a user write anything there. */
    @ParameterizedTest
    @ValueSource(strings = {"<img src=x>", "${vault.x} ${realm}", "' onclick='x", "{0}", "\u202Egnp"})
    void showsStrangeNamesAsTheyAre(String name) throws Exception {
        Owner owner = Owner.of(realm, people, 1);
        String id = owner.person().devices().get(0).get("id").asText();
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(realm.server().baseUrl() + "/admin/realms/" + realm.name()
                                        + "/users/" + owner.person().user().id() + "/credentials/" + id
                                        + "/userLabel"))
                                .header(
                                        "Authorization",
                                        "Bearer " + realm.admin().token())
                                .header("Content-Type", "text/plain")
                                .PUT(BodyPublishers.ofString(name))
                                .build(),
                        BodyHandlers.discarding());
        assertThat(owner.names()).containsExactly(name);
        Page list = owner.devices();

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
                of("a wrong code", owner -> owner.person().wrongCode(), "invalid_user_credentials code_refused"),
                of(
                        "another user's code",
                        owner -> Owner.of(realm, people, 1).code(),
                        "invalid_user_credentials code_refused"),
                of(
                        "the code that has just signed in",
                        owner -> {
                            Person signsIn = owner.person().elsewhere();
                            assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                                    .matches(Person::atAws);
                            return owner.code();
                        },
                        "invalid_user_credentials code_refused"),
                of(
                        "the code before the one that has just signed in",
                        owner -> {
                            Person signsIn = owner.person().elsewhere();
                            assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                                    .matches(Person::atAws);
                            return owner.person().codeAgo(1);
                        },
                        "invalid_user_credentials code_refused"));
    }

    private static Arguments of(String name, Function<Owner, String> code, String event) {
        return arguments(Named.of(name, code), event);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payments")
    void deactivatesNothingFor(Function<Owner, String> payment, String event) {
        Owner owner = Owner.of(realm, people, 2);
        owner.nextStep();
        String code = payment.apply(owner);
        Page form = owner.devices().form(LIST).press("#virtual-mfa-deactivate-1");
        assertThat(form.text(".virtual-mfa-about")).isEqualTo("phone 2");
        Page page = form.form(DEACTIVATE).set("currentCode", code).submit();

        assertThat(page.text(CURRENT))
                .isEqualTo(
                        event.endsWith("refused")
                                ? REFUSED
                                : "An MFA code has six digits. Please type the code that your app shows now.");
        assertThat(owner.lastEvent()).isEqualTo("REMOVE_CREDENTIAL_ERROR " + event);
        assertThat(owner.names()).hasSize(2);

        owner.nextStep();
        Page list = page.form(DEACTIVATE).set("currentCode", owner.code()).submit();
        assertThat(list.text(MESSAGE)).contains("The device was deactivated.");
        assertThat(owner.names()).containsExactly("Authenticator app");
        assertThat(owner.lastEvent()).isEqualTo("REMOVE_CREDENTIAL null deactivated");
        assertThat(owner.person().lastEvent().details()).containsEntry("credential_user_label", "phone 2");
        assertThat(list.html().select(".virtual-mfa-list > li")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void deactivatesForACodeOfAnyOfThem(int payer) {
        Owner owner = Owner.of(realm, people, 2);
        deactivate(owner, owner.devices(), 0, owner.codeOf(owner.phone(payer)));

        assertThat(owner.names()).containsExactly("phone 2");
        owner.nextStep();
        Person signsIn = owner.person().elsewhere();
        Page page = signsIn.code(signsIn.signIn(), owner.code());
        assertThat(page.text("#input-error-otp-code")).isEqualTo(REFUSED);
        assertThat(signsIn.code(page, owner.codeOf(owner.phone(2)))).matches(Person::atAws);
    }

    @Test
    void deactivatesForTwoCodesWhereOneDoesNotCount() {
        Owner owner = Owner.of(realm, people, 2);
        owner.needPair();
        Page form = owner.devices().form(LIST).press("#virtual-mfa-deactivate-1");
        assertThat(form.html().text()).contains("please type two consecutive codes");
        Phone.Pair pair = owner.phone().pair(realm.clock().now());
        Page page = form.form(DEACTIVATE).set("currentCode", pair.code2()).submit();
        assertThat(page.text(CURRENT)).startsWith("Each MFA code has six digits.");
        assertThat(owner.names()).hasSize(2);
        page.form(DEACTIVATE)
                .set("currentCode", pair.code1())
                .set("currentCode2", pair.code2())
                .submit();
        assertThat(owner.names()).containsExactly("Authenticator app");
    }

    @Test
    void withTheDeviceGoesItsEvidence() {
        Owner owner = Owner.of(realm, people, 2);
        Person person = owner.person().elsewhere();
        assertThat(person.code(person.signIn(), owner.codeOf(owner.phone(2)))).matches(Person::atAws);
        assertThat(person.open()).as("the evidence holds").matches(Person::atAws);
        deactivate(owner, owner.devices(), 1, owner.code());

        assertThat(person.open().has("#kc-otp-login-form")).isTrue();
    }

    /** The session that takes its own evidence away owes a code again, before it sees anything else. */
    @Test
    void withItsOwnEvidenceGoesTheSessionsPeace() {
        Owner owner = Owner.of(realm, people, 2);
        Person person = owner.person().elsewhere();
        Page list = person.code(
                person.signIn(URI.create(realm.signInAt("marked") + "&kc_action=virtual-mfa-devices")),
                owner.codeOf(owner.phone(2)));
        Page page = deactivate(owner, list, 1, owner.code());

        assertThat(page.has("#kc-otp-login-form")).as(page.toString()).isTrue();
        assertThat(page.text(MESSAGE)).contains("The device was deactivated.");
        owner.nextStep();
        assertThat(person.code(page, owner.code()).html().select(".virtual-mfa-list > li"))
                .hasSize(1);
    }

    @Test
    void keepsTheLastOne() {
        Owner owner = Owner.of(realm, people, 1);
        Page list = owner.devices();
        assertThat(list.has("#virtual-mfa-deactivate-0")).isFalse();
        assertThat(list.text("#virtual-mfa-last-stays")).startsWith("This is your only device");
        String id = owner.person().devices().get(0).get("id").asText();
        Page form = press(list, "deactivate " + id);
        Page page = form.form(DEACTIVATE).set("currentCode", owner.code()).submit();

        assertThat(page.text(MESSAGE)).contains("Nothing was changed. Assign another device first.");
        assertThat(owner.lastEvent()).isEqualTo("REMOVE_CREDENTIAL_ERROR not_allowed last_device");
        assertThat(owner.names()).hasSize(1);
        Person signsIn = owner.person().elsewhere();
        assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                .as("the code was not spent")
                .matches(Person::atAws);
    }

    /** Two pages of two devices, each of which deactivates the other one's. */
    @Test
    void keepsTheLastOneOfTwoTabs() {
        Owner owner = Owner.of(realm, people, 2);
        Page first = owner.devices().form(LIST).press("#virtual-mfa-deactivate-0");
        Page second = owner.devices().form(LIST).press("#virtual-mfa-deactivate-1");
        first.form(DEACTIVATE).set("currentCode", owner.code()).submit();
        Page page = second.form(DEACTIVATE)
                .set("currentCode", owner.codeOf(owner.phone(2)))
                .submit();

        assertThat(page.text(MESSAGE)).contains("Assign another device first.");
        assertThat(owner.names()).containsExactly("phone 2");
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
        Owner owner = Owner.of(realm, people, 1);
        List<String> guarded = List.of("urn:amazon:webservices", "marked");
        try {
            guarded.forEach(clientId -> change(clientId, change));
            Page list = deactivate(owner, owner.devices(), 0, owner.code());

            assertThat(list.text("#virtual-mfa-no-device")).isEqualTo("You have no MFA device.");
            assertThat(owner.names()).isEmpty();
            Page wizard = list.form(LIST).press("#virtual-mfa-add");
            assertThat(wizard.has("#currentCode")).isFalse();
            assertThat(wizard.form(Owner.WIZARD).press("#virtual-mfa-leave").has("#virtual-mfa-no-device"))
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
        Owner owner = Owner.of(realm, people, 1);
        List<String> guarded = List.of("urn:amazon:webservices", "marked");
        try {
            guarded.forEach(clientId -> change(
                    clientId, client -> ((ObjectNode) client.get("attributes")).put("aws-mfa.guarded", "false")));
            realm.change(json -> json.put("browserFlow", "aws-mfa browser"));
            Person person = owner.person().elsewhere();
            Page list = person.code(person.signIn(Owner.ask(realm, "virtual-mfa-devices")), owner.code());

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
        Owner owner = Owner.of(realm, people, 2);
        Page list = owner.devices();
        Page late = owner.devices();
        Page form = list.form(LIST).press("#virtual-mfa-" + act + "-1");
        deactivate(owner, owner.devices(), 1, owner.code());
        owner.nextStep();
        Page page = form.form("form.virtual-mfa").submit();
        assertThat(page.text(MESSAGE)).contains(GONE);
        assertThat(page.html().select(".virtual-mfa-list > li")).hasSize(1);
        assertThat(page.reload().text(MESSAGE)).doesNotContain(GONE);

        page = late.form(LIST).press("#virtual-mfa-" + act + "-1");
        assertThat(page.text(MESSAGE)).contains(GONE);
        assertThat(page.html().select(".virtual-mfa-list > li")).hasSize(1);
        assertThat(owner.names()).hasSize(1);
    }

    /** The page for a new name is no page for a deactivation, whatever fields come. */
    @Test
    void doesWhatThePageSaysAndNotWhatTheFieldsSay() {
        Owner owner = Owner.of(realm, people, 2);
        String id = owner.person().devices().get(1).get("id").asText();
        Page renaming = owner.devices().form(LIST).press("#virtual-mfa-rename-0");
        Page page = renaming.form(RENAME)
                .set("deviceName", "new")
                .forge("currentCode", owner.code())
                .forge("device", id)
                .forge("action", "deactivate")
                .submit();

        assertThat(page.text(MESSAGE)).contains("The device has its new name.");
        assertThat(owner.names()).containsExactly("new", "phone 2");
        page = page.form(LIST)
                .forge("currentCode", owner.code())
                .forge("deviceName", "newer")
                .press("#virtual-mfa-deactivate-1");
        assertThat(page.has(DEACTIVATE)).isTrue();
        assertThat(owner.names()).containsExactly("new", "phone 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"confirm %s 5", "confirm %s", "rename", "list %s", "logout", "rename %s; x", "deactivate nobody"
            })
    void goesNowhereElse(String button) {
        Owner owner = Owner.of(realm, people, 1);
        String id = owner.person().devices().get(0).get("id").asText();
        Page page = press(owner.devices(), button.formatted(id));

        assertThat(page.has(LIST)).as(page.toString()).isTrue();
        assertThat(page.html().select(".virtual-mfa-list > li")).hasSize(1);
    }

    @Test
    void addsAnotherAndShowsIt() {
        Owner owner = Owner.of(realm, people, 1);
        Page wizard = owner.devices().form(LIST).press("#virtual-mfa-add");
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
        Owner owner = Owner.of(realm, people, 1);
        Page wizard = owner.devices().form(LIST).press("#virtual-mfa-add");
        Page list = wizard.form(Owner.WIZARD).set("deviceName", "left").press("#virtual-mfa-leave");
        Page again = list.form(LIST).press("#virtual-mfa-add");

        assertThat(again.text(Owner.KEY)).isNotEqualTo(wizard.text(Owner.KEY));
        assertThat(again.form(Owner.WIZARD).value("deviceName")).isEqualTo("Authenticator app 2");
        Person person = owner.person().elsewhere();
        wizard = person.signIn(Owner.ask(realm, "virtual-mfa-devices"))
                .form(LIST)
                .press("#virtual-mfa-add");
        Page app = wizard.form(Owner.WIZARD).forge("cancel-aia", "true").submit();
        assertThat(app.query("kc_action_status")).contains("cancelled");
        assertThat(owner.names()).hasSize(1);
    }

    @Test
    void showsAUserWithoutADeviceTheWayToOne() {
        Person person = people.newcomer();
        Page list = person.signIn(Owner.ask(realm, "virtual-mfa-devices"));
        assertThat(list.text("#virtual-mfa-no-device")).isEqualTo("You have no MFA device.");
        Page wizard = list.form(LIST).press("#virtual-mfa-add");
        Page after = person.assign(wizard).form("#virtual-mfa-continue-form").submit();

        assertThat(after.html().select(".virtual-mfa-list > li")).hasSize(1);
    }

    @Test
    void offersToEndOtherSessionsAfterAChange() {
        Owner owner = Owner.of(realm, people, 3);
        Person elsewhere = owner.person().elsewhere();
        elsewhere.signIn(realm.signInAt("app"));
        Page list = owner.devices();
        assertThat(list.has("#virtual-mfa-other-sessions")).isFalse();
        list = deactivate(owner, list, 1, owner.code());
        assertThat(realm.clientSessions(owner.person().user())).isNotEmpty();
        list = list.form(LIST).press("#virtual-mfa-sign-out-elsewhere");

        assertThat(list.text(MESSAGE)).contains("You are now signed out everywhere else.");
        assertThat(list.has("#virtual-mfa-other-sessions")).isFalse();
        assertThat(realm.clientSessions(owner.person().user())).isEmpty();
        assertThat(elsewhere.browser().open(realm.signInAt("app")).has("#kc-form-login"))
                .isTrue();
        owner.nextStep();
        list = deactivate(owner, list, 1, owner.code());
        assertThat(list.has("#virtual-mfa-other-sessions"))
                .as("nobody is left elsewhere")
                .isFalse();
    }

    @Test
    void asksForACodeThatTheSignInOwesFirst() {
        Owner owner = Owner.of(realm, people, 2);
        Person person = owner.person().elsewhere();
        Page owed = person.signIn(URI.create(realm.signInAt("marked") + "&kc_action=virtual-mfa-devices"));
        assertThat(owed.has(LIST)).isFalse();
        String code = owner.code();
        Page list = person.code(owed, code);

        Page page = list.form(LIST).press("#virtual-mfa-deactivate-1");
        page = page.form(DEACTIVATE).set("currentCode", code).submit();
        assertThat(page.text(CURRENT)).as("it pays for nothing else").isEqualTo(REFUSED);
        assertThat(owner.names()).hasSize(2);
    }

    @Test
    void isNotOpenedByAnEmailLink() {
        Owner owner = Owner.of(realm, people, 2);
        realm.admin()
                .put("/users/" + owner.person().user().id() + "/execute-actions-email", List.of("virtual-mfa-devices"));
        Page page = owner.person().elsewhere().openMailedLink().click("a[href*=action-token]");

        assertThat(page.has("#virtual-mfa-sign-in-once-to-manage"))
                .as(page.toString())
                .isTrue();
        assertThat(page.html().text()).doesNotContain("phone 2");
        Person later = owner.person().elsewhere();
        Page list = later.signIn(realm.signInAt("app"));
        assertThat(list.has(LIST)).isTrue();
        assertThat(list.form(LIST).press("#virtual-mfa-done").uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(owner.person().json().path("requiredActions")).isEmpty();
    }

    @Test
    void isNotOpenedForAnImpersonator() {
        Owner owner = Owner.of(realm, people, 2);
        Browser intruder = Browser.create();
        realm.impersonate(owner.person().user(), intruder);
        realm.maxAuthAge("virtual-mfa-devices", "2000000000");
        Page page;
        try {
            page = intruder.open(Owner.ask(realm, "virtual-mfa-devices"));
        } finally {
            realm.maxAuthAge("virtual-mfa-devices", "300");
        }

        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
        assertThat(page.html().text()).doesNotContain("phone 2");
        assertThat(owner.lastEvent()).endsWith("not_authenticated");
    }

    /** Standing is asked at each POST: a page that was shown in time is of no use later. */
    @ParameterizedTest
    @ValueSource(strings = {"rename", "deactivate", "resync"})
    void changesNothingInASessionThatHasEnded(String act) {
        Owner owner = Owner.of(realm, people, 2);
        Person person = owner.person().elsewhere();
        person.signIn(realm.signInAt("app"));
        Page form = person.browser()
                .open(Owner.ask(realm, "virtual-mfa-devices"))
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
        assertThat(owner.names()).containsExactly("Authenticator app", "phone 2");
        assertThat(owner.person().events())
                .doesNotContain("UPDATE_CREDENTIAL renamed", "CUSTOM_REQUIRED_ACTION in_step");
    }

    @Test
    void isNothingForACommandLine() {
        Owner owner = Owner.of(realm, people, 1);
        Person person = owner.person().elsewhere();
        person.browser().userAgent("saml2aws/2.36.19 (linux amd64) Versent");
        Page page = person.signIn(Owner.ask(realm, "virtual-mfa-devices"));

        assertThat(page.has("#virtual-mfa-browser-needed")).as(page.toString()).isTrue();
        assertThat(page.has(LIST)).isFalse();
    }

    private static Page deactivate(Owner owner, Page list, int row, String code) {
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
