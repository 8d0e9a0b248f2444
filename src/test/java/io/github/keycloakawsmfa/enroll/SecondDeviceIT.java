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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("One more device")
class SecondDeviceIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String CURRENT = "#input-error-current-code";
    private static final String REFUSED =
            "This code is not valid, or it was already used. Wait for the next code and try again.";
    private static final String MALFORMED = "An MFA code has six digits. Enter the code your app shows now.";

    private static People people;
    private static URI asked;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        realm.guardedApp("marked");
        asked = realm.actionAt("app", "virtual-mfa");
    }

    @Test
    void isPaidWithACodeOfThePresentOne() {
        Person owner = people.withDevices(1);
        Page wizard = owner.openWizard();
        assertThat(wizard.html().text()).contains("You are adding another MFA device.");
        assertThat(wizard.has("#currentCode2")).isFalse();
        Page assigned =
                owner.fill(wizard, "tablet").set("currentCode", owner.code()).submit();

        assertThat(assigned.text("#virtual-mfa-assigned"))
                .startsWith(
                        "Done: your MFA device works. From now on, you can sign in with a code from any of your devices.");
        assertThat(assigned.has("#virtual-mfa-assigned [role=status].alert-success"))
                .isTrue();
        assertThat(assigned.has("#virtual-mfa-add")).isFalse();
        assertThat(owner.deviceNames()).containsExactly("Authenticator app", "tablet");
        assertThat(owner.lastEvent().details())
                .containsEntry("reason", "assigned")
                .containsEntry("credential_user_label", "tablet");
        Page app = assigned.form("#virtual-mfa-continue-form").submit();
        assertThat(app.query("kc_action_status")).contains("success");
    }

    @Test
    void isOfferedANameThatNoOtherHas() {
        Person owner = people.withDevices(1);
        owner.assignAnother("authenticator app 2");

        assertThat(owner.openWizard().form(Person.WIZARD).value("deviceName")).isEqualTo("Authenticator app 3");
    }

    @Test
    void isPaidWithAnyPresentOne() {
        Person owner = people.withDevices(2);
        Page assigned = owner.fill(owner.openWizard(), "third")
                .set("currentCode", owner.codeOf(owner.phone(2)))
                .submit();
        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();

        Person signsIn = owner.elsewhere();
        realm.clock().toNextStep();
        assertThat(signsIn.code(signsIn.signIn(), owner.codeOf(owner.phone(2)))).matches(Person::atAws);
    }

    @Test
    void takesNothingWithTheNamesThatCommandLinesFillIn() {
        Page wizard = people.withDevices(1).openWizard();

        assertThat(wizard.html().select("input[name]").eachAttr("name"))
                .containsExactlyInAnyOrder("deviceName", "code1", "code2", "currentCode");
        assertThat(wizard.header("Cache-Control").orElse("")).contains("no-store");
    }

    static Stream<Arguments> payments() {
        return Stream.of(
                of("nothing", owner -> "", "invalid_input form_incomplete", MALFORMED),
                of("five digits", owner -> "12345", "invalid_input form_incomplete", MALFORMED),
                of("a wrong code", owner -> owner.wrongCode(), "invalid_user_credentials code_refused", REFUSED),
                of(
                        "another user's code",
                        owner -> people.withDevices(1).code(),
                        "invalid_user_credentials code_refused",
                        REFUSED),
                of(
                        "the code that has just signed in",
                        owner -> {
                            Person signsIn = owner.elsewhere();
                            assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                                    .matches(Person::atAws);
                            return owner.code();
                        },
                        "invalid_user_credentials code_refused",
                        REFUSED),
                of(
                        "the code before the one that has just signed in",
                        owner -> {
                            Person signsIn = owner.elsewhere();
                            assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                                    .matches(Person::atAws);
                            return owner.codeAgo(1);
                        },
                        "invalid_user_credentials code_refused",
                        REFUSED));
    }

    private static Arguments of(String name, Function<Person, String> code, String event, String sentence) {
        return arguments(Named.of(name, code), event, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payments")
    void isNotPaidWith(Function<Person, String> payment, String event, String sentence) {
        Person owner = people.withDevices(1);
        realm.clock().toNextStep();
        String code = payment.apply(owner);
        Page wizard = owner.openWizard();
        Phone phone = Phone.of(wizard.text(Person.KEY));
        Form form = owner.fill(wizard, "of a thief", phone).set("currentCode", code);
        Phone.Pair pair = new Phone.Pair(form.value("code1"), form.value("code2"));
        Page page = form.submit();

        assertThat(page.text(CURRENT)).isEqualTo(sentence);
        assertThat(page.element("#currentCode").attr("aria-describedby")).contains("input-error-current-code");
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL_ERROR " + event);
        assertThat(owner.deviceNames()).containsExactly("Authenticator app");
        assertThat(page.text(Person.KEY)).isEqualTo(wizard.text(Person.KEY));
        assertThat(page.form(Person.WIZARD).value("deviceName")).isEqualTo("of a thief");
        assertThat(page.form(Person.WIZARD).value("code1")).isEqualTo(pair.code1());
        assertThat(page.form(Person.WIZARD).value("code2")).isEqualTo(pair.code2());
        assertThat(page.form(Person.WIZARD).value("currentCode"))
                .as("what was looked at is of no more use")
                .isEqualTo(sentence.equals(MALFORMED) ? code : "");

        // The pair was right, and stays so as long as it takes until a code of the present device is there.
        realm.clock().advance(Duration.ofMinutes(4));
        Page assigned =
                page.form(Person.WIZARD).set("currentCode", owner.code()).submit();
        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
        realm.clock().toNextStep();
        Person signsIn = owner.elsewhere();
        assertThat(signsIn.code(signsIn.signIn(), owner.codeOf(phone)))
                .as("late as it was, the pair has told no drift")
                .matches(Person::atAws);
    }

    @Test
    void isNotPaidWithACodeOfItsOwn() {
        Person owner = people.withDevices(1);
        Page wizard = owner.openWizard();
        Phone pending = Phone.of(wizard.text(Person.KEY));
        Page page = owner.fill(wizard, "of a thief", pending)
                .set("currentCode", owner.codeOf(pending))
                .submit();

        assertThat(page.text(CURRENT)).isEqualTo(REFUSED);
        assertThat(owner.deviceNames()).hasSize(1);
    }

    /** Two devices may show their codes in the same 30 seconds: the steps are each device's own. */
    @Test
    void isPaidInTheSameStepAsItsOwnCodes() {
        Person owner = people.withDevices(1);
        realm.clock().toNextStep();
        Page wizard = owner.openWizard();
        Form form = owner.fill(wizard, "tablet").set("currentCode", owner.code());
        assertThat(form.submit().has("#virtual-mfa-assigned")).isTrue();
    }

    @Test
    void wrongCodesForItsOwnSecretAreNotCounted() {
        Person owner = people.withDevices(1);
        realm.clock().toNextStep();
        Page page = owner.openWizard();
        for (int i = 0; i < 6; i++) {
            page = page.form(Person.WIZARD)
                    .set("code1", "00000" + i)
                    .set("code2", "10000" + i)
                    .set("currentCode", owner.code())
                    .submit();
            assertThat(page.has("#input-error-codes")).as(page.toString()).isTrue();
            assertThat(page.form(Person.WIZARD).value("currentCode")).hasSize(6);
        }
        Page assigned =
                owner.fill(page, "tablet").set("currentCode", owner.code()).submit();
        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as("and the code of the present device was not looked at")
                .isTrue();
    }

    @Test
    void wrongCurrentCodesMakeTheUserWait() {
        Person owner = people.withDevices(1);
        realm.clock().toNextStep();
        Page page = owner.fill(owner.openWizard(), "tablet").submit();
        for (int i = 0; i < 5; i++) {
            page = page.form(Person.WIZARD)
                    .set("currentCode", owner.wrongCode())
                    .submit();
            assertThat(page.text(CURRENT)).startsWith("This code is not valid");
        }
        page = page.form(Person.WIZARD).set("currentCode", owner.code()).submit();
        assertThat(page.text(CURRENT)).matches("There were too many wrong codes\\. Wait \\d+ seconds?.*");
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL_ERROR user_temporarily_disabled waiting");

        realm.clock().advance(Duration.ofSeconds(30));
        page = page.form(Person.WIZARD).set("currentCode", owner.code()).submit();
        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
    }

    @Test
    void takesTwoCodesWhereOneDoesNotCount() {
        Person owner = people.withDevices(1);
        owner.needPair();
        Page wizard = owner.openWizard();
        assertThat(wizard.html().text()).contains("enter two codes in a row");
        Phone.Pair pair = owner.phone().pair(realm.clock().now());

        Page one = owner.fill(wizard, "tablet").set("currentCode", pair.code2()).submit();
        assertThat(one.text(CURRENT)).startsWith("Each MFA code has six digits.");
        Page assigned = owner.fill(one, "tablet")
                .set("currentCode", pair.code1())
                .set("currentCode2", pair.code2())
                .submit();
        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
    }

    @Test
    void inASessionThatOwesACodeIsAskedForAfterIt() {
        Person owner = people.withDevices(1);
        Person person = owner.elsewhere();
        Page owed = person.signIn(realm.actionAt("marked", "virtual-mfa"));
        assertThat(owed.has("#kc-otp-login-form")).as(owed.toString()).isTrue();
        String code = owner.code();
        Page wizard = person.code(owed, code);

        Page page = owner.fill(wizard, "tablet").set("currentCode", code).submit();
        assertThat(page.text(CURRENT)).as("it pays for nothing else").isEqualTo(REFUSED);
        page = owner.fill(page, "tablet").set("currentCode", "").submit();
        assertThat(page.text(CURRENT)).as("nor does its evidence").isEqualTo(MALFORMED);
        assertThat(owner.deviceNames()).hasSize(1);
        realm.clock().toNextStep();
        page = page.form(Person.WIZARD).set("currentCode", owner.code()).submit();
        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
    }

    /** An administrator may say that everybody shall have one more. */
    @Test
    void isAskedForByAnAdministrator() {
        Person owner = people.withDevices(1);
        ObjectNode user = (ObjectNode) owner.json();
        user.putArray("requiredActions").add("virtual-mfa");
        realm.admin().put("/users/" + owner.user().id(), user);
        Person person = owner.elsewhere();
        String code = owner.code();
        Page wizard = person.code(person.signIn(), code);

        assertThat(owner.fill(wizard, "tablet")
                        .set("currentCode", code)
                        .submit()
                        .text(CURRENT))
                .isEqualTo(REFUSED);
        realm.clock().toNextStep();
        Page assigned = owner.fill(wizard.reload(), "tablet")
                .set("currentCode", owner.code())
                .submit();
        assertThat(assigned.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
        assertThat(owner.json().path("requiredActions")).isEmpty();
    }

    @Test
    void inTwoTabsIsPaidTwice() {
        Person owner = people.withDevices(1);
        Person person = owner.elsewhere();
        Page first = person.signIn(asked);
        Page second = person.signIn(asked);
        String code = owner.code();
        Form other = owner.fill(second, "other").set("currentCode", code);
        assertThat(owner.fill(first, "tablet").set("currentCode", code).submit().has("#virtual-mfa-assigned"))
                .isTrue();
        Page page = other.submit();
        assertThat(page.text(CURRENT)).isEqualTo(REFUSED);
        realm.clock().toNextStep();
        page = page.form(Person.WIZARD).set("currentCode", owner.code()).submit();

        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isTrue();
        assertThat(owner.deviceNames()).containsExactly("Authenticator app", "tablet", "other");
    }

    /** What the POST means is decided by the server's state: the wizard for a first device is no wizard for a second one. */
    @Test
    void isNotAssignedByAFormThatWasMadeForTheFirst() {
        Person newcomer = people.newcomer();
        Page wizard = newcomer.signIn(asked);
        Phone phone = Phone.of(wizard.text(Person.KEY));
        Person elsewhere = newcomer.elsewhere();
        elsewhere.assign();
        realm.clock().toNextStep();
        Phone.Pair pair = phone.pair(realm.clock().now());
        Page page = wizard.form(Person.WIZARD)
                .set("deviceName", "of a thief")
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .forge("currentCode", elsewhere.code())
                .submit();

        assertThat(page.text("#virtual-mfa-device-exists"))
                .startsWith("A device was assigned to you while this page was open.");
        page = page.reload();
        assertThat(page.has("#virtual-mfa-device-exists")).isTrue();
        assertThat(newcomer.events()).endsWith("UPDATE_CREDENTIAL_ERROR device_exists");
        assertThat(newcomer.devices()).hasSize(1);
        Person again = elsewhere.elsewhere();
        assertThat(again.code(again.signIn(), elsewhere.code()))
                .as("the code was not looked at")
                .matches(Person::atAws);
        Page app = page.form("#virtual-mfa-continue-form").submit();
        assertThat(app.uri().toString()).as(app.toString()).startsWith(TestRealm.APP.toString());
    }

    /** The devices went away while the wizard for one more was open: now it is the wizard for a first one. */
    @Test
    void becomesTheFirstWhenTheOthersAreGone() {
        Person owner = people.withDevices(1);
        Page wizard = owner.openWizard();
        realm.admin()
                .delete("/users/" + owner.user().id() + "/credentials/"
                        + owner.devices().get(0).get("id").asText());
        Page assigned = owner.fill(wizard, "new phone").submit();

        assertThat(assigned.has("#virtual-mfa-assigned"))
                .as(assigned.toString())
                .isTrue();
        assertThat(owner.deviceNames()).containsExactly("new phone");
    }

    @Test
    void cancelledLeavesNothing() {
        Person owner = people.withDevices(1);
        Person person = owner.elsewhere();
        Page wizard = person.signIn(asked);
        Page wrong = owner.fill(wizard, "tablet")
                .set("currentCode", person.wrongCode())
                .submit();
        Page app = wrong.form(Person.WIZARD).press("#cancelTOTPBtn");

        assertThat(app.query("kc_action_status")).contains("cancelled");
        Page again = person.browser().open(asked);
        assertThat(again.text(Person.KEY)).isNotEqualTo(wizard.text(Person.KEY));
        assertThat(again.form(Person.WIZARD).value("deviceName")).isEqualTo("Authenticator app 2");
        assertThat(owner.deviceNames()).hasSize(1);
    }

    @Test
    void isSuggestedWithTheFirst() {
        Person person = people.newcomer();
        Page assigned = person.assign(person.signIn());
        assertThat(assigned.text("#virtual-mfa-suggestion")).startsWith("We suggest a second device");
        assertThat(assigned.has("#logout-sessions"))
                .as("nobody is signed in elsewhere")
                .isFalse();
        Page wizard = assigned.form("#virtual-mfa-continue-form").press("#virtual-mfa-add");
        Phone tablet = Phone.of(wizard.text(Person.KEY));
        assertThat(wizard.has("#currentCode")).isTrue();

        Phone.Pair pair = tablet.pair(realm.clock().now());
        Form form = wizard.form(Person.WIZARD)
                .set("deviceName", "tablet")
                .set("code1", pair.code1())
                .set("code2", pair.code2());
        assertThat(form.set("currentCode", person.code()).submit().text(CURRENT))
                .as("used for the first device")
                .isEqualTo(REFUSED);
        realm.clock().toNextStep();
        assigned = wizard.reload()
                .form(Person.WIZARD)
                .set("deviceName", "tablet")
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .set("currentCode", person.code())
                .submit();
        assertThat(person.devices()).hasSize(2);
        assertThat(assigned.form("#virtual-mfa-continue-form").submit()).matches(Person::atAws);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatWasSuggestedNeedNotBeAssigned(boolean askedFor) {
        Person person = people.newcomer();
        Page assigned = person.assign(askedFor ? person.signIn(asked) : person.signIn());
        Page wizard = assigned.form("#virtual-mfa-continue-form").press("#virtual-mfa-add");
        assertThat(wizard.has("#cancelTOTPBtn")).isFalse();
        Page left = wizard.form(Person.WIZARD).press("#virtual-mfa-leave");

        if (askedFor) {
            assertThat(left.query("kc_action_status")).contains("success");
        } else {
            assertThat(left).matches(Person::atAws);
        }
        assertThat(person.devices()).hasSize(1);
    }

    /** The button that leaves is for those who were offered the device, not for those who were told to assign one. */
    @Test
    void thatWasDemandedCannotBeLeftOut() {
        Person owner = people.withDevices(1);
        Page page = owner.openWizard().form(Person.WIZARD).forge("go", "list").submit();

        assertThat(page.has(Person.KEY)).as(page.toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsOtherSessionsIfTheUserSaysSo(boolean end) {
        Person owner = people.withDevices(1);
        Person elsewhere = owner.elsewhere();
        elsewhere.signIn(realm.signInAt("app"));
        Page assigned = owner.fill(owner.openWizard(), "tablet")
                .set("currentCode", owner.code())
                .submit();
        int before = realm.clientSessions(owner.user()).size();
        Form form = assigned.form("#virtual-mfa-continue-form");
        Page app = (end ? form.set("logout-sessions", "on") : form).submit();

        assertThat(app.query("kc_action_status")).contains("success");
        assertThat(realm.clientSessions(owner.user())).hasSize(end ? 1 : before + 1);
        assertThat(owner.events().contains("LOGOUT -")).isEqualTo(end);
    }

    @Test
    void isNotAssignedByAnEmailLink() {
        Person owner = people.withDevices(1);
        realm.admin().put("/users/" + owner.user().id() + "/execute-actions-email", List.of("virtual-mfa"));
        Page page = owner.elsewhere().openMailedLink().click("a[href*=action-token]");

        assertThat(page.has("#virtual-mfa-sign-in-once")).as(page.toString()).isTrue();
        assertThat(page.has(Person.KEY)).isFalse();
    }

    /** Keycloak asks for no password within five minutes of the sign-in. */
    @Test
    void isNotAssignedByTheSsoCookie() {
        Person owner = people.withDevices(1);
        Person person = owner.elsewhere();
        person.code(person.signIn(), owner.code());
        Page wizard = person.browser().open(asked);
        Page page = owner.fill(wizard, "of a thief").submit();

        assertThat(page.text(CURRENT)).isEqualTo(MALFORMED);
        assertThat(owner.deviceNames()).hasSize(1);
    }

    @Test
    void isNotAssignedByAnImpersonator() {
        Person owner = people.withDevices(1);
        Browser impersonator = Browser.create();
        realm.impersonate(owner.user(), impersonator);
        realm.maxAuthAge("virtual-mfa", "2000000000");
        Page page;
        try {
            page = impersonator.open(asked);
        } finally {
            realm.maxAuthAge("virtual-mfa", "300");
        }

        assertThat(page.has("#virtual-mfa-sign-in-again")).as(page.toString()).isTrue();
        assertThat(page.has(Person.KEY)).isFalse();
        assertThat(owner.lastEventText()).endsWith("not_authenticated");
    }

    /** The session ended under the wizard: its standing is asked at the POST. */
    @Test
    void isNotAssignedBySomebodyWhoseSessionHasEnded() {
        Person owner = people.withDevices(1);
        Person person = owner.elsewhere();
        person.code(person.signIn(), owner.code());
        realm.clock().toNextStep();
        Page wizard = person.browser().open(asked);
        realm.admin().post("/users/" + person.user().id() + "/logout", Map.of());
        Page page =
                owner.fill(wizard, "tablet").set("currentCode", owner.code()).submit();

        assertThat(page.has("#virtual-mfa-assigned")).as(page.toString()).isFalse();
        assertThat(owner.deviceNames()).hasSize(1);
    }
}
