package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The code page")
class CodePageIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String ERROR = "span#input-error-otp-code";
    private static final String REFUSED =
            "This code is not valid, or it was already used. Wait for the next code and try again.";
    private static final String MALFORMED = "An MFA code has six digits. Enter the code your app shows now.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @Test
    @Tag("smoke")
    void aRightCodeLeadsToAwsAndTheEventNamesTheDevice() {
        Person person = people.withDevice();
        Page page = person.code(person.signIn(), person.code());

        assertThat(page).matches(Person::atAws);
        TestEvent event = person.lastEvent();
        assertThat(event.type()).isEqualTo("LOGIN");
        assertThat(event.details())
                .containsEntry("reason", "code_accepted")
                .containsEntry("credential_type", "virtual-mfa")
                .containsEntry(
                        "credential_id", person.devices().get(0).get("id").asText())
                .containsEntry("drift", "0");
    }

    @Test
    void aWrongPasswordGetsNoFurther() {
        Person person = people.withDevice();
        Page page = person.open()
                .form("#kc-form-login")
                .set("username", person.user().username())
                .set("password", "wrong")
                .submit();

        assertThat(page.html().text()).contains("Invalid username or password.");
        assertThat(page.has("#kc-otp-login-form")).isFalse();
        assertThat(person.lastEvent().error()).isEqualTo("invalid_user_credentials");
        assertThat(person.lastEvent().details()).doesNotContainKey("reason");
    }

    @Test
    void aWrongCodeIsToldInOneSentence() {
        Person person = people.withDevice();
        Page page = person.code(person.signIn(), person.wrongCode());

        assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        assertThat(page.html().select("[role=alert], .pf-v5-c-alert")).hasSize(1);
        assertThat(page.form("#kc-otp-login-form").value("otp")).isEmpty();
        assertThat(person.lastEvent().error()).isEqualTo("invalid_user_credentials");
        assertThat(person.events()).endsWith("LOGIN_ERROR code_refused");
        assertThat(person.code(page, person.code())).matches(Person::atAws);
    }

    @Test
    void theSameCodeIsGoodOnce() {
        Person person = people.withDevice();
        String code = person.code();
        assertThat(person.code(person.signIn(), code)).matches(Person::atAws);
        Person again = person.elsewhere();
        Page page = again.code(again.signIn(), code);

        assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        assertThat(person.events()).endsWith("LOGIN code_accepted", "LOGIN_ERROR code_refused");
    }

    @Test
    void aCodeOfTheAssignmentIsSpent() {
        Person person = people.newcomer();
        person.assign();
        Person again = person.elsewhere();

        assertThat(again.code(again.signIn(), person.code()).text(ERROR)).isEqualTo(REFUSED);
    }

    @Test
    void anOlderCodeIsNotGoodAfterANewerOne() {
        Person person = people.withDevice();
        advance(60);
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
        Person again = person.elsewhere();

        assertThat(again.code(again.signIn(), person.codeAgo(1)).text(ERROR)).isEqualTo(REFUSED);
    }

    @Test
    void withoutANewerOneTheNeighboursOfNowAreGood() {
        Person person = people.withDevice();
        advance(60);
        assertThat(person.code(person.signIn(), person.codeAgo(1))).matches(Person::atAws);

        Person fast = people.withDevice();
        assertThat(fast.code(fast.signIn(), fast.codeAgo(-1))).matches(Person::atAws);
        Person again = fast.elsewhere();
        assertThat(again.code(again.signIn(), fast.code()).text(ERROR)).isEqualTo(REFUSED);
    }

    @Test
    void codesOfOtherTimesAreRefused() {
        Person person = people.withDevice();
        advance(120);
        Page page = person.signIn();
        for (int steps : List.of(3, -3)) {
            page = person.code(page, person.codeAgo(steps));
            assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        }
    }

    @Test
    void whatIsNotSixDigitsHasItsOwnSentenceAndCountsForNothing() {
        Person person = people.withDevice();
        // A number that all these forms have in common, were they read as numbers.
        int ahead = IntStream.range(0, 1000)
                .filter(steps -> person.codeAgo(-steps).startsWith("0"))
                .findFirst()
                .orElseThrow();
        advance(30 * ahead);
        String code = person.code();
        Page page = person.signIn();
        List<String> malformed = List.of(
                "+" + code.substring(1),
                inDevanagari(code),
                code.substring(1),
                "0" + code,
                "\u2212" + code,
                code + "x",
                "");
        for (String typed : malformed) {
            page = person.code(page, typed);
            assertThat(page.text(ERROR)).as(typed).isEqualTo(MALFORMED);
            assertThat(person.lastEvent().error()).isEqualTo("invalid_input");
            assertThat(person.events()).endsWith("LOGIN_ERROR code_malformed");
        }
        Page withoutField =
                person.browser().post(page.form("#kc-otp-login-form").action(), Map.of());
        assertThat(withoutField.text(ERROR)).isEqualTo(MALFORMED);
        String shown = " " + code.substring(0, 3) + " " + code.substring(3) + " ";
        assertThat(person.code(withoutField, shown)).as("as apps show it").matches(Person::atAws);
    }

    @Test
    void aPostOfTheCodeAloneIsEnough() {
        Person person = people.withDevice();
        Page page = person.signIn();

        assertThat(person.browser().post(page.form("#kc-otp-login-form").action(), Map.of("otp", person.code())))
                .matches(Person::atAws);
    }

    @Test
    void aDeviceThatIsNotTheirsFitsNoCode() {
        Person person = people.withDevice();
        String foreign = people.withDevice().devices().get(0).get("id").asText();
        Page page = person.signIn()
                .form("#kc-otp-login-form")
                .set("otp", person.code())
                .forge("selectedCredentialId", foreign)
                .submit();

        assertThat(page.text(ERROR)).isEqualTo(REFUSED);
    }

    @Test
    void thePageIsWhatCommandLinesAndPhonesExpect() {
        Person person = people.withDevice();
        Page page = person.signIn();

        assertThat(page.html().select("form[action]").last().id()).isEqualTo("kc-otp-login-form");
        Element input = page.element("form#kc-otp-login-form input#otp[name=otp]");
        assertThat(input.attr("inputmode")).isEqualTo("numeric");
        assertThat(input.attr("autocomplete")).isEqualTo("one-time-code");
        assertThat(page.has("form#kc-otp-login-form #kc-login[type=submit]")).isTrue();
        assertThat(page.has("[name=selectedCredentialId]")).isFalse();
        assertThat(page.header("Cache-Control").orElse("")).contains("no-store");
    }

    /** A code finds its device, unless one was picked; that can be taken back. */
    @Test
    void aCertainDeviceIsPickedBelowTheField() {
        Person person = people.withDevices(2);
        assertThat(person.code(person.signIn(), person.codeOf(person.phone(2)))).matches(Person::atAws);
        realm.clock().toNextStep();
        Page page = person.elsewhere().signIn();
        assertThat(page.has("details#virtual-mfa-pick[open]")).isFalse();
        assertThat(page.html().select("#otp, #kc-login, #virtual-mfa-pick").eachAttr("id"))
                .containsExactly("otp", "kc-login", "virtual-mfa-pick");
        assertThat(page.html()
                        .select("form#kc-otp-login-form input[name=selectedCredentialId]")
                        .eachAttr("id"))
                .containsExactly("virtual-mfa-any-device", "kc-otp-credential-0", "kc-otp-credential-1");
        assertThat(page.form("#kc-otp-login-form").value("selectedCredentialId"))
                .isEmpty();
        assertThat(names(page)).as("the last used first").containsExactly("Any device", "phone 2", "Authenticator app");

        String first = page.element("#kc-otp-credential-1").val();
        page = page.form("#kc-otp-login-form")
                .set("otp", person.codeOf(person.phone(2)))
                .set("selectedCredentialId", first)
                .submit();
        assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        assertThat(page.has("details#virtual-mfa-pick[open]")).isTrue();
        assertThat(page.form("#kc-otp-login-form").value("selectedCredentialId"))
                .isEqualTo(first);
        page = page.form("#kc-otp-login-form").press("#virtual-mfa-two-codes");
        assertThat(page.form("#virtual-mfa-pair-form").value("selectedCredentialId"))
                .isEqualTo(first);
        page = page.form("#virtual-mfa-pair-form").press("#virtual-mfa-one-code");

        assertThat(page.form("#kc-otp-login-form")
                        .set("otp", person.codeOf(person.phone(1)))
                        .set("selectedCredentialId", "")
                        .submit())
                .matches(Person::atAws);
        assertThat(names(person.elsewhere().signIn())).containsExactly("Any device", "Authenticator app", "phone 2");
    }

    /** Told in the administrator's words, which are text, whatever somebody has put into the realm. */
    @Test
    void whoHasLostADeviceIsToldWhatToDo() {
        Person person = people.withDevice();
        assertThat(lost(person).text())
                .isEqualTo("Lost your device? If you have another device, use a code from that one."
                        + " Otherwise, ask your administrator.");
        try {
            lostDevice("Call 4711, or go to https://help.example.test/mfa?a=1&b=2");
            assertThat(lost(person).text())
                    .isEqualTo("Lost your device? Call 4711, or go to https://help.example.test/mfa?a=1&b=2");
            assertThat(lost(person).select("a[href='https://help.example.test/mfa?a=1&b=2']"))
                    .hasSize(1);
            lostDevice("<img src=x onerror=alert(1)> \u202E javascript:alert(1)");
            assertThat(lost(person).text())
                    .isEqualTo("Lost your device? <img src=x onerror=alert(1)> javascript:alert(1)");
            assertThat(lost(person).select("a, img, script")).isEmpty();
            lostDevice("${lostPhone}");
            assertThat(lost(person).text()).as("no such text").contains("ask your administrator");
            realm.admin()
                    .send(
                            "POST",
                            "/localization/en",
                            Map.of("lostPhone", "Write to mailto:help@example.test?subject=MFA"));
            Page page = person.choosePair(person.code(person.elsewhere().signIn(), person.wrongCode()));
            assertThat(page.element("#virtual-mfa-pair-form details#virtual-mfa-lost")
                            .text())
                    .isEqualTo("Lost your device? Write to help@example.test");
        } finally {
            lostDevice("");
        }
    }

    private static void lostDevice(String text) {
        realm.change(json -> json.withObject("attributes").put("aws-mfa.lost-device", text));
    }

    private static Element lost(Person person) {
        return person.elsewhere().signIn().element("#kc-otp-login-form details#virtual-mfa-lost:not([open])");
    }

    private static List<String> names(Page page) {
        return page.html().select("#virtual-mfa-pick label").eachText();
    }

    private static void advance(int seconds) {
        realm.clock().advance(Duration.ofSeconds(seconds));
    }

    private static String inDevanagari(String digits) {
        return digits.chars()
                .mapToObj(digit -> Character.toString(digit - '0' + '\u0966'))
                .collect(Collectors.joining());
    }
}
