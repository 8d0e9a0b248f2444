package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("After 20 wrong codes in 90 days")
class PairPageIT {

    /** Its code pages outlive all waits. */
    @RegisterExtension
    static final TestRealm realm = TestRealm.create(
            json -> json.put("accessCodeLifespanLogin", 200_000).put("accessCodeLifespanUserAction", 200_000));

    private static final String FORM = "form#virtual-mfa-pair-form";
    private static final String ERROR = "span#input-error-codes";
    private static final String WHY = "#virtual-mfa-pair-needed";
    private static final String HELD_BACK = "USER_DISABLED_BY_TEMPORARY_LOCKOUT throttled";
    private static final String REFUSED = "These two codes are not valid, or they were already used.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.guardedApp("marked");
    }

    @Test
    void thePageAsksForTwoCodesAndSaysWhy() {
        Person person = people.withDevice();
        Page page = twentyWrongCodes(person, person.signIn());

        assertThat(page.text(WHY))
                .isEqualTo("There were too many wrong codes in the last 90 days, so one code is not enough now.");
        assertThat(page.text("#virtual-mfa-info"))
                .as("of the one code that was typed, and of what is to be typed now")
                .isEqualTo(
                        "This code is not valid, or it was already used. Wait 30 seconds, then enter two codes in a row.");
        assertThat(page.has("#virtual-mfa-wait[data-seconds=30]")).isTrue();
        assertThat(page.has(ERROR + ", [aria-invalid=true]"))
                .as("nothing was typed into these")
                .isFalse();
        assertThat(page.html().select("form[action]").last().id()).isEqualTo("virtual-mfa-pair-form");
        assertThat(page.has(FORM + " #kc-login[type=submit]")).isTrue();
        assertThat(page.html()
                        .select("[name*=otp], [name*=username], [name*=password], input#otp, #virtual-mfa-one-code"))
                .isEmpty();
        assertThat(Collections.frequency(person.events(), HELD_BACK))
                .as("at 5 and at 20")
                .isEqualTo(2);
        assertThat(person.events()).endsWith(HELD_BACK, "LOGIN_ERROR code_refused");
    }

    @Test
    void oneRightCodeIsNotLookedAtAndTwoSignIn() {
        Person person = people.withDevice();
        Page page = twentyWrongCodes(person, person.signIn());
        // Longer ago than the typing mistakes that are forgiven.
        advance(660);
        Phone.Pair pair = person.codes();
        page = person.browser().post(action(page), Map.of("otp", pair.code2()));

        assertThat(page.has(WHY)).as(page.toString()).isTrue();
        assertThat(page.has(ERROR)).isFalse();
        assertThat(person.events()).endsWith("LOGIN_ERROR pair_needed");
        assertThat(person.lastEvent().error()).isEqualTo("invalid_input");
        page = person.browser().post(action(page), Map.of("otp", pair.code2(), "code1", "1", "code2", "2"));
        assertThat(page.has(WHY)).isTrue();
        assertThat(person.events()).endsWith("LOGIN_ERROR pair_needed", "LOGIN_ERROR pair_needed");
        assertThat(person.codes(page, pair)).as("not spent, not counted").matches(Person::atAws);
        assertThat(person.events()).endsWith("LOGIN code_accepted");

        Person again = person.elsewhere();
        Page spent = again.codes(again.signIn(), pair);
        assertThat(spent.text(ERROR)).as("a spent pair").startsWith(REFUSED);
    }

    @Test
    void aWrongPairWaitsAndThenTheOwnerSignsIn() {
        Person thief = people.withDevice();
        Page page = twentyWrongCodes(thief, thief.signIn());
        for (int i = 0; i < 3; i++) {
            advance(30);
            page = thief.codes(page, thief.wrongPair());
            assertThat(page.text(ERROR)).startsWith(REFUSED + " Wait 30 seconds, then try again.");
        }
        Person owner = thief.elsewhere();
        Page opened = owner.signIn();
        assertThat(opened.text("#virtual-mfa-info")).startsWith("Wait");
        Page waiting = owner.codes(opened, owner.codes());
        assertThat(waiting.text(ERROR)).startsWith("There were too many wrong codes. Wait");
        assertThat(owner.events()).endsWith("LOGIN_ERROR waiting");
        advance(30);
        assertThat(owner.codes(waiting, owner.codes())).matches(Person::atAws);
        assertThat(Collections.frequency(owner.events(), HELD_BACK))
                .as("one mail is enough")
                .isEqualTo(2);

        Page still = thief.codes(page, thief.wrongPair());
        assertThat(still.has(WHY)).as("only time ages the count").isTrue();
    }

    @Test
    void whatIsNoPairHasItsOwnSentenceAndCountsForNothing() {
        Person person = people.withDevice();
        Page page = twentyWrongCodes(person, person.signIn());
        advance(60);
        Phone.Pair pair = person.codes();
        page = person.codes(page, pair.code1(), "12345");
        assertThat(page.text(ERROR)).startsWith("Each MFA code has six digits.");
        page = person.codes(page, pair.code1(), "");
        assertThat(person.events()).endsWith("LOGIN_ERROR code_malformed", "LOGIN_ERROR code_malformed");
        page = person.browser().post(action(page), Map.of("code2", pair.code2()));
        assertThat(page.text(ERROR)).startsWith("Each MFA code has six digits.");
        page = person.codes(page, pair.code2(), pair.code2());
        assertThat(page.text(ERROR)).startsWith("You entered the same code twice.");
        assertThat(person.events()).endsWith("LOGIN_ERROR same_code_twice");

        assertThat(person.codes(page, pair)).matches(Person::atAws);
    }

    @Test
    void ninetyDaysLaterOneCodeIsEnoughAgain() {
        Person person = people.withDevice();
        twentyWrongCodes(person, person.signIn());
        int day = 24 * 60 * 60;
        advance(89 * day);
        assertThat(person.elsewhere().signIn().has(FORM)).isTrue();
        advance(day - 19 * 15 * 60 - 300);
        Person owner = person.elsewhere();
        Page page = owner.signIn();
        assertThat(page.has(FORM)).isTrue();
        advance(600);

        assertThat(owner.codes(page, owner.codes()))
                .as("the page of before; two are enough for one")
                .matches(Person::atAws);
        assertThat(person.events()).endsWith("LOGIN code_accepted");
    }

    @Test
    void aClockThatIsOffTakesTwoMoreCodes() {
        Person person = people.withDevice();
        Page page = twentyWrongCodes(person, person.signIn());
        advance(60);
        person.phone(person.phone().slowBy(Duration.ofMinutes(5)));
        page = person.codes(page, person.codes());
        assertThat(page.text("#virtual-mfa-info")).contains("your device’s clock is 5 minutes behind");
        assertThat(page.has(WHY)).isTrue();
        advance(60);

        assertThat(person.codes(page, person.codes())).matches(Person::atAws);
        assertThat(person.events()).contains("UPDATE_CREDENTIAL resynced");
    }

    @Test
    void theRequiredActionAsksForTwoCodesToo() {
        Person person = people.withDevice();
        Page page = twentyWrongCodes(person, person.signIn(realm.signInAt("marked")));
        assertThat(page.uri().getPath()).endsWith("/login-actions/required-action");
        advance(60);
        String code = person.code();
        page = person.browser().post(action(page), Map.of("otp", code));
        assertThat(page.has(WHY)).isTrue();
        assertThat(person.events()).endsWith("LOGIN_ERROR pair_needed");

        Page app = person.codes(page, person.codes());
        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(person.events()).endsWith("CUSTOM_REQUIRED_ACTION code_accepted", "LOGIN code_accepted");
    }

    @Test
    void saml2awsIsToldAndCanSendTwoCodesInOneField() {
        Person person = people.withDevice();
        person.browser().userAgent("saml2aws/2.36.19 (linux amd64) Versent");
        Page page = twentyWrongCodes(person, person.signIn());
        assertThat(page.text("span#input-error, div#input-error-username")).isEqualTo("Invalid username or password.");
        assertThat(page.has("form, #otp, #code1")).as(page.toString()).isFalse();
        assertThat(person.events()).contains("LOGIN_ERROR code_refused", "LOGIN_ERROR browser_needed");
        Person again = person.elsewhere();
        again.browser().userAgent("saml2aws/2.36.19 (linux amd64) Versent");

        Page asked = again.signIn();
        assertThat(asked.has("form#kc-otp-login-form input#otp"))
                .as(asked.toString())
                .isTrue();
        Page one = again.code(asked, again.code());
        assertThat(one.text("span#input-error")).isEqualTo("Invalid username or password.");
        assertThat(one.html().text()).contains("Enter two or three codes in a row as one number");
        assertThat(again.lastEvent().error()).isEqualTo("display_unsupported");

        advance(60);
        Person third = person.elsewhere();
        third.browser().userAgent("saml2aws/2.36.19 (linux amd64) Versent");
        Phone.Pair pair = third.codes();
        assertThat(third.code(third.signIn(), pair.code1() + pair.code2())).matches(Person::atAws);
    }

    /** Types twenty wrong codes, each after its wait. */
    private static Page twentyWrongCodes(Person person, Page codePage) {
        Page page = codePage;
        for (int i = 0; i < 20; i++) {
            page = person.code(page, person.wrongCode());
            if (i < 19) {
                advance(15 * 60);
            }
        }
        return page;
    }

    private static URI action(Page page) {
        return page.form(FORM).action();
    }

    private static void advance(int seconds) {
        realm.clock().advance(Duration.ofSeconds(seconds));
    }
}
