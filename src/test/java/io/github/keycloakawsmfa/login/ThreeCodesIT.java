package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever has the password keeps the wait filled: the owner signs in all the same, at once. */
@DisplayName("S3: three consecutive codes pass by every wait")
class ThreeCodesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(
            json -> json.put("accessCodeLifespanLogin", 200_000).put("accessCodeLifespanUserAction", 200_000));

    private static final String FORM = "form#virtual-mfa-pair-form";
    private static final String ERROR = "span#input-error-codes";

    private static People people;

    private Person owner;
    private Person thief;
    private Page thiefs;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.guardedApp("marked");
    }

    /** Five wrong codes of somebody who has the password. */
    @BeforeEach
    void somebodyFillsTheWait() {
        owner = people.withDevice();
        // So that codes of a clock that is slow are newer than those that assigned the device.
        advance(600);
        thief = owner.elsewhere();
        thiefs = thief.signIn();
        for (int i = 0; i < 5; i++) {
            thiefs = thief.code(thiefs, thief.wrongCode());
        }
    }

    @Test
    void atTheCodePage() {
        Page page = owner.signIn();
        assertThat(page.text("#virtual-mfa-info")).contains("or enter three codes in a row now");
        page = page.form("#kc-otp-login-form").press("#virtual-mfa-three-codes");
        assertThat(page.html().select(FORM + " input[name=code1], input[name=code2], input[name=code3]"))
                .hasSize(3);
        assertThat(page.html().select("[name*=otp], [name*=username], [name*=password]"))
                .isEmpty();
        assertThat(page.text("#kc-page-title")).isEqualTo("Enter three MFA codes");

        assertThat(codes(page, triple(0))).matches(Person::atAws);
        assertThat(owner.events()).endsWith("LOGIN code_accepted");
        assertThat(thief.code(thiefs, thief.code()).text("span#input-error-otp-code"))
                .as("the wait goes on for one code")
                .startsWith("There were too many wrong codes.");
    }

    /** As the thief posts for ever: one wrong code at each end of a wait. */
    @Test
    void whileTheWaitIsKeptFilledAndAfterTwentyWrongCodes() {
        for (int i = 0; i < 20; i++) {
            advance(900);
            thiefs = thiefs.has("#kc-otp-login-form")
                    ? thief.code(thiefs, thief.wrongCode())
                    : thief.codes(thiefs, thief.wrongPair());
            if (i % 6 == 0) {
                Person here = owner.elsewhere();
                Page page = here.signIn();
                page = page.form(page.has(FORM) ? FORM : "#kc-otp-login-form").press("#virtual-mfa-three-codes");
                assertThat(codes(page, triple(0))).matches(Person::atAws);
            }
        }
        assertThat(thiefs.has(FORM)).isTrue();
    }

    @Test
    void inOneFieldAsSaml2awsSendsThem() {
        owner.browser().userAgent("saml2aws/2.36.19 (linux amd64) Versent");
        Page page = owner.signIn();

        assertThat(owner.code(page, String.join("", triple(0)))).matches(Person::atAws);
    }

    @Test
    void atTheRequiredAction() {
        Page page = owner.signIn(realm.signInAt("marked"));
        assertThat(page.uri().getPath()).endsWith("/login-actions/required-action");
        page = page.form("#kc-otp-login-form").press("#virtual-mfa-three-codes");

        assertThat(codes(page, triple(0)).uri().toString()).startsWith(TestRealm.APP.toString());
    }

    @Test
    void thatAreWrongCountNowhereAndMakeOneEvent() {
        Page page = owner.signIn().form("#kc-otp-login-form").press("#virtual-mfa-three-codes");
        int before = Collections.frequency(owner.events(), "LOGIN_ERROR code_refused");
        for (int i = 0; i < 10; i++) {
            page = codes(page, List.of("000000", "000001", "00000" + (2 + i % 8)));
            assertThat(page.text(ERROR)).startsWith("These three codes are not valid");
        }
        assertThat(Collections.frequency(owner.events(), "LOGIN_ERROR code_refused"))
                .isEqualTo(before + 1);
        advance(30);
        page = page.form(FORM).press("#virtual-mfa-one-code");
        assertThat(owner.code(page, owner.code())).as("no longer wait").matches(Person::atAws);
    }

    @Test
    void fromAClockThatIsOffAreConfirmedByThreeMore() {
        owner.phone(owner.phone().slowBy(Duration.ofMinutes(5)));
        Page page = owner.signIn().form("#kc-otp-login-form").press("#virtual-mfa-three-codes");
        page = codes(page, triple(0));
        assertThat(page.text("#virtual-mfa-info")).contains("All three codes are right", "5 minutes behind");
        assertThat(page.html().select(FORM + " input[name=code3]")).hasSize(1);
        advance(90);
        thief.code(thiefs, thief.wrongCode());

        assertThat(codes(page, triple(0))).matches(Person::atAws);
        assertThat(owner.events()).contains("UPDATE_CREDENTIAL offset_found", "UPDATE_CREDENTIAL resynced");
    }

    @Test
    void clearTheCountWhenThePasswordIsNewer() {
        for (int i = 0; i < 20; i++) {
            advance(900);
            thiefs = thiefs.has("#kc-otp-login-form")
                    ? thief.code(thiefs, thief.wrongCode())
                    : thief.codes(thiefs, thief.wrongPair());
        }
        advance(2);
        realm.admin()
                .put(
                        "/users/" + owner.user().id() + "/reset-password",
                        Map.of("type", "password", "value", owner.user().password(), "temporary", false));
        Page page = owner.signIn();
        page = page.form(FORM).press("#virtual-mfa-three-codes");
        assertThat(codes(page, triple(0))).matches(Person::atAws);
        assertThat(owner.events()).contains("UPDATE_CREDENTIAL wrong_codes_forgiven");
        advance(60);

        Person again = owner.elsewhere();
        assertThat(again.code(again.signIn(), again.code())).matches(Person::atAws);
    }

    private static Page codes(Page page, List<String> codes) {
        return page.form(FORM)
                .set("code1", codes.get(0))
                .set("code2", codes.get(1))
                .set("code3", codes.get(2))
                .submit();
    }

    /** What the phone showed in the last three steps. */
    private List<String> triple(int stepsAgo) {
        return List.of(owner.codeAgo(stepsAgo + 2), owner.codeAgo(stepsAgo + 1), owner.codeAgo(stepsAgo));
    }

    private static void advance(int seconds) {
        realm.clock().advance(Duration.ofSeconds(seconds));
    }
}
