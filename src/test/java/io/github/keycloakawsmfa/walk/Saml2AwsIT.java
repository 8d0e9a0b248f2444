package io.github.keycloakawsmfa.walk;

import static io.github.keycloakawsmfa.walk.Saml2Aws.NO_LOGIN_FORM;
import static io.github.keycloakawsmfa.walk.Saml2Aws.NO_RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.SinceKeycloak;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.WrongCodes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * saml2aws with its own settings alone, in a realm that set-up has prepared. Whatever happens, it ends after the page with the password, or
 * after that with the code: at the most three requests, of which none is one more try.
 */
@DisplayName("saml2aws")
class Saml2AwsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    /** Counts as well, and locks after two. */
    @RegisterExtension
    static final TestRealm strict =
            TestRealm.create(json -> json.put("bruteForceProtected", true).put("failureFactor", 2));

    /** {@code GET}, password. */
    private static final int UP_TO_THE_PASSWORD = 2;

    /** {@code GET}, password, code. */
    private static final int UP_TO_THE_CODE = 3;

    private static final String REFUSED = "LOGIN_ERROR code_refused";

    private static People people;

    private Runnable undo = () -> {};

    @AfterEach
    void asItWas() {
        undo.run();
    }

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @Nested
    class WithADevice {

        private final Person person = people.withDevice();

        @Test
        void takesTheRightCode() {
            Saml2Aws run = run(person);

            assertThat(run.login(person.code())).isInstanceOf(Saml2Aws.Assertion.class);
            assertThat(run.requests()).isEqualTo(UP_TO_THE_CODE);
            assertThat(person.events()).endsWith("LOGIN code_accepted").doesNotContain(REFUSED);
        }

        @Test
        void countsAWrongCodeOnce() {
            Saml2Aws run = run(person);

            assertThat(run.login(person.wrongCode())).isEqualTo(NO_RESPONSE);
            endsAtTheCode(run, "This code is not valid, or it was already used.");
            assertThat(person.events()).endsWith(REFUSED).containsOnlyOnce(REFUSED);
        }

        @Test
        void isNotLockedOutByACodeThatWasUsedBefore() {
            String code = person.code();
            assertThat(run(person).login(code)).isInstanceOf(Saml2Aws.Assertion.class);
            Saml2Aws again = run(person);

            assertThat(again.login(code)).isEqualTo(NO_RESPONSE);
            endsAtTheCode(again, "already used");
            assertThat(person.events()).containsOnlyOnce(REFUSED);
            realm.clock().toNextStep();
            assertThat(run(person).login(person.code())).isInstanceOf(Saml2Aws.Assertion.class);
        }

        @Test
        void ofAnEmptyCodeSaysNothingAndCountsNothing() {
            Saml2Aws run = run(person);

            assertThat(run.login("")).isEqualTo(NO_RESPONSE);
            endsAtTheCode(run, "An MFA code has six digits.");
            assertThat(person.events()).endsWith("LOGIN_ERROR code_malformed").doesNotContain(REFUSED);
        }

        @Test
        void typedTooLate() {
            Saml2Aws run = run(person);

            assertThat(run.login(late(person.code(), Duration.ofMinutes(2)))).isEqualTo(NO_RESPONSE);
            endsAtTheCode(run, "This code is not valid, or it was already used.");
            assertThat(person.events()).containsOnlyOnce(REFUSED);
        }

        /** Keycloak shows its sign-in page anew, and the code is looked at by nobody. */
        @Test
        void whoseSignInHasExpired() {
            Saml2Aws run = run(person);

            assertThat(run.login(late(person.code(), Duration.ofHours(2)))).isEqualTo(NO_RESPONSE);
            assertThat(run.requests()).isEqualTo(UP_TO_THE_CODE);
            assertThat(run.logins()).isEqualTo(1);
            assertThat(person.events()).doesNotContain(REFUSED);
            assertThat(run(person).login(person.code())).isInstanceOf(Saml2Aws.Assertion.class);
        }

        @Test
        void ofAUserWhoIsDisabledMeanwhile() {
            Saml2Aws run = run(person);

            assertThat(run.login(() -> {
                        enable(person, false);
                        return person.code();
                    }))
                    .isEqualTo(NO_RESPONSE);
            assertThat(run.requests()).isEqualTo(UP_TO_THE_CODE);
            assertThat(person.events()).doesNotContain(REFUSED, "LOGIN code_accepted");
        }

        @Test
        void whoseDeviceGoesMeanwhile() {
            Saml2Aws run = run(person);

            assertThat(run.login(() -> {
                        String code = person.code();
                        String device = person.devices().get(0).get("id").asText();
                        realm.admin().delete("/users/" + person.user().id() + "/credentials/" + device);
                        return code;
                    }))
                    .isEqualTo(NO_RESPONSE);
            endsAtTheCode(run, "web browser");
            // Of one request, so perhaps of one millisecond.
            assertThat(person.events()).contains("LOGIN_ERROR no_device", "LOGIN_ERROR browser_needed");
            assertThat(person.devices()).isEmpty();
        }

        @Test
        void withTheWrongPassword() {
            realm.admin()
                    .put(
                            "/users/" + person.user().id() + "/reset-password",
                            Map.of("type", "password", "value", "another", "temporary", false));
            Saml2Aws run = run(person);

            assertThat(run.login(person.code())).isEqualTo(NO_RESPONSE);
            assertThat(run.requests()).isEqualTo(UP_TO_THE_PASSWORD);
            assertThat(run.askedForCode()).isFalse();
            assertThat(run.logins()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"UPDATE_PASSWORD", "UPDATE_PROFILE", "VERIFY_EMAIL", "TERMS_AND_CONDITIONS"})
        void endsAtAPageOfKeycloaksAfterTheCode(String action) {
            require(person, action);
            Saml2Aws run = run(person);

            assertThat(run.login(person.code())).isEqualTo(NO_RESPONSE);
            assertThat(run.requests()).isEqualTo(UP_TO_THE_CODE);
            assertThat(run.logins()).isEqualTo(1);
            assertThat(run.last().uri().toString()).contains("execution=" + action);
        }

        /** The evidence of a browser's session that is nearly old: it is asked anew, and so by the page that it takes for the sign-in page. */
        @Test
        void withAnOldSessionsCookies() {
            Page page = person.code(person.signIn(), person.code());
            assertThat(Person.atAws(page)).isTrue();
            maxAge("PT15M");
            realm.clock().advance(Duration.ofMinutes(10));
            Saml2Aws run = run(person).withCookiesOf(person.browser());

            assertThat(run.login(person.code())).isInstanceOf(Saml2Aws.Assertion.class);
            assertThat(run.requests()).isEqualTo(UP_TO_THE_CODE);
            assertThat(person.events()).doesNotContain(REFUSED);
        }

        @Test
        void withAnAdministratorsCookiesWhoImpersonates() {
            Browser administrator = Browser.create();
            realm.impersonate(person.user(), administrator);
            Saml2Aws run = run(person).withCookiesOf(administrator);

            assertThat(run.login(person.code())).isEqualTo(NO_LOGIN_FORM);
            assertThat(run.requests()).isEqualTo(1);
            assertThat(person.lastEvent().details()).containsEntry("reason", "not_authenticated");
        }

        @Test
        void whenNoCodeWouldDo() {
            maxAge("PT0S");
            Saml2Aws run = run(person);

            assertThat(run.login(person.code())).isEqualTo(NO_RESPONSE);
            endsAtThePassword(run, "MFA, which is not fully set up here yet");
            assertThat(person.events()).endsWith("LOGIN_ERROR no_age_allowed");
        }
    }

    @Nested
    class HeldBack {

        private final Person person = people.withDevice();

        @Test
        void afterFiveWrongCodesNeitherLoopsNorWaitsLonger() {
            wrong(5);
            realm.clock().advance(Duration.ofSeconds(5));
            Saml2Aws run = run(person);

            assertThat(run.login(person.code())).isEqualTo(NO_RESPONSE);
            endsAtTheCode(run, "There were too many wrong codes. Wait");
            assertThat(person.events()).endsWith("LOGIN_ERROR waiting");
            assertThat(person.events().stream().filter(REFUSED::equals)).hasSize(5);
            realm.clock().advance(Duration.ofSeconds(25));
            assertThat(run(person).login(person.code())).isInstanceOf(Saml2Aws.Assertion.class);
        }

        /** Nobody who keeps typing wrong codes keeps the owner from the command line: three codes in the one field count. */
        @Test
        void sendsThreeCodesInOneField() {
            realm.clock().advance(Duration.ofMinutes(2));
            wrong(5);
            String three = person.codeAgo(2) + person.codeAgo(1) + person.codeAgo(0);

            assertThat(run(person).login(three)).isInstanceOf(Saml2Aws.Assertion.class);
        }

        @Test
        void afterTwentyIsToldThatOneDoesNotDo() {
            for (int i = 0; i < 20; i++) {
                wrong(1);
                realm.clock().advance(Duration.ofMinutes(15));
            }
            Saml2Aws run = run(person);

            assertThat(run.login(person.code())).isEqualTo(NO_RESPONSE);
            endsAtTheCode(run, "Enter two or three codes in a row as one number");
            assertThat(person.events()).endsWith("LOGIN_ERROR browser_needed").doesNotContain("LOGIN_ERROR waiting");
            assertThat(person.events().stream().filter(REFUSED::equals)).hasSize(20);
            Phone.Pair pair = person.codes();
            assertThat(run(person).login(pair.code1() + pair.code2())).isInstanceOf(Saml2Aws.Assertion.class);
            realm.clock().advance(Duration.ofHours(24));
            assertThat(run(person).login(person.code())).as("for 90 days").isEqualTo(NO_RESPONSE);
            realm.clock().advance(Duration.ofDays(90));
            assertThat(run(person).login(person.code())).isInstanceOf(Saml2Aws.Assertion.class);
        }

        /** Keycloak counts each wrong code once too, and then says on its page what saml2aws knows. */
        @Test
        @SinceKeycloak(value = "26.7.0", because = "wrong codes have no count of their own in Keycloak")
        void byKeycloak() {
            Person locked = People.of(strict).withDevice();
            URI console = strict.idpInitiated("amazon-aws");
            Saml2Aws.at(console, locked.user()).login(locked.wrongCode());
            assertThat(WrongCodes.of(strict, locked, count -> count.secondFactorFailures() == 1)
                            .locked())
                    .isFalse();
            strict.clock().advance(Duration.ofSeconds(30));
            Saml2Aws.at(console, locked.user()).login(locked.wrongCode());
            assertThat(WrongCodes.of(strict, locked, count -> count.locked() && count.secondFactorFailures() == 2)
                            .locked())
                    .isTrue();
            Saml2Aws run = Saml2Aws.at(console, locked.user());

            assertThat(run.login(locked.code())).isEqualTo(NO_RESPONSE);
            assertThat(run.requests()).isEqualTo(UP_TO_THE_PASSWORD);
            assertThat(locked.events().stream().filter(REFUSED::equals)).hasSize(2);
        }

        /** One code is never diagnosed; two consecutive ones are, in a browser. */
        @Test
        void aClockThatIsOffIsMendedInABrowser() {
            person.phone(person.phone().slowBy(Duration.ofMinutes(4)));
            Saml2Aws run = run(person);

            assertThat(run.login(person.code())).isEqualTo(NO_RESPONSE);
            endsAtTheCode(run, "Enter two codes in a row to find out");
            assertThat(person.events()).containsOnlyOnce(REFUSED);
            realm.clock().advance(Duration.ofMinutes(6));
            Person browser = person.elsewhere();
            Page page = browser.choosePair(browser.code(browser.signIn(), browser.wrongCode()));
            page = browser.codes(page, browser.codes());
            realm.clock().toNextStep();
            assertThat(browser.code(page, browser.code())).matches(Person::atAws);
            realm.clock().toNextStep();
            assertThat(run(person).login(person.code())).isInstanceOf(Saml2Aws.Assertion.class);
        }

        private void wrong(int times) {
            for (int i = 0; i < times; i++) {
                assertThat(run(person).login(person.wrongCode())).isEqualTo(NO_RESPONSE);
            }
        }
    }

    /** It is shown no choice of devices, which it would try one after the other with the same code. */
    @Nested
    class WithSeveralDevices {

        @ParameterizedTest
        @ValueSource(ints = {2, 8})
        void takesACodeOfAny(int count) {
            Person owner = people.withDevices(count);
            for (int number : List.of(1, count)) {
                realm.clock().toNextStep();
                Saml2Aws run = run(owner);
                assertThat(run.login(owner.codeOf(owner.phone(number)))).isInstanceOf(Saml2Aws.Assertion.class);
                assertThat(run.requests()).isEqualTo(UP_TO_THE_CODE);
            }

            assertThat(owner.events()).doesNotContain(REFUSED);
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 8})
        void countsAWrongCodeOnce(int count) {
            Person owner = people.withDevices(count);
            Saml2Aws run = run(owner);

            assertThat(run.login(owner.wrongCode())).isEqualTo(NO_RESPONSE);
            endsAtTheCode(run, "This code is not valid, or it was already used.");
            assertThat(owner.events()).containsOnlyOnce(REFUSED);
        }
    }

    @Nested
    class WithoutADevice {

        private final Person person = people.newcomer();

        @Test
        void isSentToABrowserAndMakesNoSecret() {
            toABrowser();
        }

        @Test
        void alsoWhereTheFirstTakesATicket() {
            firstDevice("ticket");
            undo = () -> firstDevice("password");
            toABrowser();
        }

        /** Keycloak's page would come first, and has no end for saml2aws. */
        @ParameterizedTest
        @ValueSource(strings = {"UPDATE_PASSWORD", "UPDATE_PROFILE", "VERIFY_EMAIL", "TERMS_AND_CONDITIONS"})
        void alsoWhenKeycloakWantsSomethingElseOfTheUser(String action) {
            require(person, action);
            toABrowser();
        }

        @Test
        void endsWhereNoneCanBeAssigned() {
            action(false);
            undo = () -> action(true);
            Saml2Aws run = run(person);

            assertThat(run.login("000000")).isEqualTo(NO_RESPONSE);
            endsAtThePassword(run, "MFA, which is not fully set up here yet");
            assertThat(person.events()).endsWith("LOGIN_ERROR required_action_missing");
        }

        private void toABrowser() {
            Saml2Aws run = run(person);
            assertThat(run.login("000000")).isEqualTo(NO_RESPONSE);
            endsAtThePassword(run, "Your password was fine, but the next step needs a web browser.");
            assertThat(run.last().has("form, #kc-totp-secret-key, img")).isFalse();
            assertThat(person.events()).containsExactly("LOGIN_ERROR browser_needed");
            assertThat(person.devices()).isEmpty();
        }

        private void action(boolean enabled) {
            String path = "/authentication/required-actions/virtual-mfa";
            realm.admin().put(path, ((ObjectNode) realm.admin().get(path)).put("enabled", enabled));
        }
    }

    private static Saml2Aws run(Person person) {
        return Saml2Aws.at(realm.idpInitiated("amazon-aws"), person.user());
    }

    /** The person was not asked for a code; what they have to do stands on the page. */
    private static void endsAtThePassword(Saml2Aws run, String said) {
        assertThat(run.requests()).isEqualTo(UP_TO_THE_PASSWORD);
        assertThat(run.askedForCode()).isFalse();
        assertThat(run.last().html().text()).contains(said);
    }

    private static void endsAtTheCode(Saml2Aws run, String said) {
        assertThat(run.requests()).isEqualTo(UP_TO_THE_CODE);
        assertThat(run.logins()).isEqualTo(1);
        assertThat(run.last().html().text()).contains(said);
    }

    /** A code that is on the phone when it is asked for, and typed so much later. */
    private static Supplier<String> late(String code, Duration by) {
        return () -> {
            realm.clock().advance(by);
            return code;
        };
    }

    private static void enable(Person person, boolean enabled) {
        ObjectNode json = (ObjectNode) person.json();
        realm.admin().put("/users/" + person.user().id(), json.put("enabled", enabled));
    }

    private static void require(Person person, String action) {
        String path = "/authentication/required-actions/" + action;
        realm.admin().put(path, ((ObjectNode) realm.admin().get(path)).put("enabled", true));
        ObjectNode json = ((ObjectNode) person.json()).put("emailVerified", false);
        json.putArray("requiredActions").add(action);
        realm.admin().put("/users/" + person.user().id(), json);
    }

    private void maxAge(String age) {
        undo = () -> writeMaxAge("PT12H");
        writeMaxAge(age);
    }

    private static void writeMaxAge(String age) {
        String path = "/clients/" + realm.clientUuid(AwsSide.CLIENT_ID);
        ObjectNode client = (ObjectNode) realm.admin().get(path);
        client.withObject("/attributes").put("aws-mfa.max-age", age);
        realm.admin().put(path, client);
    }

    private static void firstDevice(String costs) {
        realm.change(json -> json.withObject("attributes").put("aws-mfa.first-device", costs));
    }
}
