package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Wrong codes slow a user down")
class WrongCodesIT {

    /** Its code pages outlive all waits. */
    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("accessCodeLifespanLogin", 36_000));

    private static final String ERROR = "span#input-error-otp-code";
    private static final String INFO = "#virtual-mfa-info[role=status]";
    private static final String REFUSED =
            "This code is not valid, or it was already used. Wait for the next code and try again.";
    private static final String HELD_BACK = "USER_DISABLED_BY_TEMPORARY_LOCKOUT throttled";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.guardedApp("marked");
    }

    @Test
    void theFifthTellsTheWaitAtOnce() {
        Person person = people.withDevice();
        Page page = wrong(person, person.signIn(), 4);
        assertThat(person.events()).doesNotContain(HELD_BACK);
        page = person.code(page, person.wrongCode());

        assertThat(page.text(ERROR))
                .isEqualTo("This code is not valid, or it was already used. Wait 30 seconds, then try again.");
        assertThat(page.element("#virtual-mfa-wait[role=status]").attr("data-seconds"))
                .isEqualTo("30");
        assertThat(person.events()).endsWith(HELD_BACK, "LOGIN_ERROR code_refused");
        assertThat(person.events()).containsOnlyOnce(HELD_BACK);
    }

    @Test
    void duringTheWaitARightCodeIsNotLookedAtAndAnsweredLikeAWrongOne() {
        Person person = people.withDevice();
        Page page = wrong(person, person.signIn(), 5);
        String code = person.code();
        Page right = person.code(page, code);
        assertThat(waiting(right)).isBetween(1, 30);
        assertThat(person.events()).endsWith("LOGIN_ERROR code_refused", "LOGIN_ERROR waiting");
        assertThat(person.lastEvent().error()).isEqualTo("user_temporarily_disabled");
        Map<String, String> detailsOfRight = person.lastEvent().details();
        Page wrong = person.code(right, person.wrongCode());

        assertThat(withoutTime(wrong)).isEqualTo(withoutTime(right));
        assertThat(person.lastEvent().details()).isEqualTo(detailsOfRight);
        advance(30);
        assertThat(person.code(wrong, code)).as("not looked at, so not spent").matches(Person::atAws);
    }

    @Test
    void aPageThatIsOpenedDuringTheWaitSaysSo() {
        Person person = people.withDevice();
        Page page = wrong(person, person.signIn(), 5).reload();
        assertThat(page.text(INFO))
                .matches("There were too many wrong codes\\. Wait \\d+ seconds?, or enter three codes in a row now\\.");
        assertThat(page.has(ERROR)).isFalse();
        assertThat(page.has("#virtual-mfa-wait")).isTrue();
        assertThat(person.elsewhere().signIn().has(INFO)).as("at any browser").isTrue();

        advance(30);
        assertThat(page.reload().has(INFO)).isFalse();
        assertThat(page.reload().has("#virtual-mfa-wait")).isFalse();
    }

    @Test
    void theWaitDoublesUpToAQuarterOfAnHour() {
        Person person = people.withDevice();
        Page page = wrong(person, person.signIn(), 4);
        List<String> waits =
                List.of("30 seconds", "60 seconds", "2 minutes", "4 minutes", "8 minutes", "15 minutes", "15 minutes");
        List<Integer> seconds = List.of(30, 60, 120, 240, 480, 900, 900);
        for (int i = 0; i < waits.size(); i++) {
            page = person.code(page, person.wrongCode());
            assertThat(page.text(ERROR))
                    .isEqualTo("This code is not valid, or it was already used. Wait " + waits.get(i)
                            + ", then try again.");
            advance(seconds.get(i) - 25);
            page = person.code(page, person.wrongCode());
            assertThat(page.text(ERROR)).as("does not count").startsWith("There were too many wrong codes.");
            advance(25);
        }
        assertThat(person.events()).containsOnlyOnce(HELD_BACK);
    }

    @Test
    void onlyTimeForgetsWhatAnotherSignInTyped() {
        Person person = people.withDevice();
        Person thief = person.elsewhere();
        wrong(thief, thief.signIn(), 5);
        advance(60);
        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);

        Page page = wrong(thief, thief.signIn(), 1);
        assertThat(page.text(ERROR)).as("the sixth").contains("60 seconds");

        advance(25 * 60 * 60);
        page = wrong(thief, thief.signIn(), 4);
        assertThat(thief.code(page, thief.code())).matches(Person::atAws);
    }

    @Test
    void fourTypingMistakesAreForgivenWhereTheSignInPasses() {
        Person person = people.withDevice();
        Page page = wrong(person, person.signIn(), 4);
        assertThat(person.code(page, person.code())).matches(Person::atAws);
        advance(60);

        Person again = person.elsewhere();
        page = wrong(again, again.signIn(), 4);
        assertThat(page.text(ERROR)).as("none before these").isEqualTo(REFUSED);
        assertThat(again.code(page, again.code())).matches(Person::atAws);
        assertThat(person.events()).doesNotContain(HELD_BACK);
    }

    /** A double click, or a form that the browser sends again. */
    @Test
    void theVeryCodeThatPassedIsNoWrongOneAMomentLater() {
        Person person = people.withDevice();
        String code = person.code();
        assertThat(person.code(person.signIn(), code)).matches(Person::atAws);
        Person again = person.elsewhere();
        Page page = again.signIn();
        for (int i = 0; i < 6; i++) {
            page = again.code(page, code);
            assertThat(page.text(ERROR)).isEqualTo(REFUSED);
        }
        assertThat(person.events()).doesNotContain(HELD_BACK);
    }

    @Test
    void theFlowAndTheRequiredActionCountTogether() {
        Person person = people.withDevice();
        wrong(person, person.signIn(), 3);
        Person other = person.elsewhere();
        Page page = other.signIn(realm.signInAt("marked"));
        assertThat(page.uri().getPath()).endsWith("/login-actions/required-action");
        page = other.code(wrong(other, page, 2), other.code());
        assertThat(waiting(page)).isBetween(1, 30);
        Person third = person.elsewhere();
        assertThat(waiting(third.code(third.signIn(), third.code()))).isBetween(1, 30);

        advance(30);
        assertThat(other.code(page, other.code()).uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(other.events()).endsWith("CUSTOM_REQUIRED_ACTION code_accepted", "LOGIN code_accepted");
    }

    @Test
    void oneUsersWaitIsNobodyElses() {
        Person person = people.withDevice();
        Person other = people.withDevice();
        wrong(person, person.signIn(), 5);

        assertThat(other.code(other.signIn(), other.code())).matches(Person::atAws);
    }

    /** Types so many wrong codes, each of which is looked at. */
    private static Page wrong(Person person, Page codePage, int times) {
        Page page = codePage;
        for (int i = 0; i < times; i++) {
            page = person.code(page, person.wrongCode());
            assertThat(page.text(ERROR)).startsWith("This code is not valid");
        }
        return page;
    }

    /** The seconds that the page tells. */
    private static int waiting(Page page) {
        String text = page.text(ERROR);
        assertThat(text)
                .matches("There were too many wrong codes\\. Wait \\d+ seconds?, or enter three codes in a row now\\.");
        return Integer.parseInt(text.replaceAll("\\D", ""));
    }

    /** All that the page says, and all that it would send, but for the seconds left and what each page has of its own. */
    private static String withoutTime(Page page) {
        return page.source()
                .replaceAll("Wait \\d+ seconds?", "Wait")
                .replaceAll("data-seconds=\"\\d+\"", "")
                .replaceAll("(session_code|execution|tab_id|client_data)=[^\"&]*", "");
    }

    private static void advance(int seconds) {
        realm.clock().advance(Duration.ofSeconds(seconds));
    }
}
