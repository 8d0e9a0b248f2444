package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A device's clock that is off, on the code page")
class ResyncIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String ERROR = "span#input-error-codes";
    private static final String INFO = "#virtual-mfa-info[role=status]";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.guardedApp("marked");
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, 6, -10, 10})
    @Tag("smoke")
    void isToldAfterTwoCodesAndBelievedAfterOneMore(int minutes) {
        Person person = off(minutes);
        Page page = chosen(person, person.signIn());
        realm.clock().toNextStep();
        Phone.Pair pair = person.codes();
        page = person.codes(page, pair);

        assertThat(page.text(INFO))
                .startsWith("Both codes are right, but ")
                .contains("your device’s clock is " + Math.abs(minutes) + " minutes "
                        + (minutes < 0 ? "behind" : "ahead"));
        assertThat(page.has("form#kc-otp-login-form")).isTrue();
        assertThat(page.html().select("[role=alert], [aria-invalid=true]")).isEmpty();
        String drift = Integer.toString(2 * minutes);
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL offset_found", "LOGIN_ERROR offset_found");
        assertThat(newest(person, "UPDATE_CREDENTIAL").details()).containsEntry("drift", drift);
        assertThat(person.code(page, pair.code2()).text("span#input-error-otp-code"))
                .as("its codes are spent")
                .startsWith("This code is not valid");

        realm.clock().toNextStep();
        Person later = person.elsewhere();
        String code = person.code();
        assertThat(later.code(later.signIn(), code)).matches(Person::atAws);
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL resynced", "LOGIN code_accepted");
        assertThat(person.lastEvent().details()).containsEntry("drift", drift);
        assertThat(newest(person, "UPDATE_CREDENTIAL").details()).containsEntry("drift", drift);
        assertNoEventHolds(person, pair.code1(), pair.code2(), code);

        realm.clock().advance(Duration.ofDays(1));
        Person tomorrow = person.elsewhere();
        assertThat(tomorrow.code(tomorrow.signIn(), person.code())).matches(Person::atAws);
        assertThat(person.lastEvent().details()).containsEntry("drift", drift);
    }

    @Test
    void isNoEvidenceBeforeThatCode() {
        Person person = off(-4);
        Page page = chosen(person, person.signIn());
        realm.clock().toNextStep();
        page = person.codes(page, person.codes());
        assertThat(page.has(INFO)).isTrue();
        assertThat(person.events()).doesNotContain("LOGIN code_accepted");

        Page opened = person.open();
        assertThat(opened.has("#kc-otp-login-form, #kc-form-login"))
                .as(opened.toString())
                .isTrue();
        assertThat(page.reload().has("#kc-otp-login-form")).isTrue();
        assertThat(realm.clientSessions(person.user())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-11, 11, -60})
    void ofMoreThanTenMinutesIsRefusedAndCountedAndNotTold(int minutes) {
        Person person = off(minutes);
        Page page = chosen(person, person.signIn());
        for (int i = 0; i < 3; i++) {
            page = refused(person, page, person.codes());
            realm.clock().toNextStep();
        }
        assertThat(person.codes(page, person.codes()).text(ERROR)).contains("Wait 30 seconds");
        assertThat(person.events()).doesNotContain("UPDATE_CREDENTIAL offset_found");
        assertThat(person.lastEvent().details()).doesNotContainKey("drift");
    }

    @Test
    void ofAPairThatWasShownBeforeIsNotTakenAgain() {
        Person person = off(-4);
        Page page = chosen(person, person.signIn());
        realm.clock().toNextStep();
        Phone.Pair pair = person.codes();
        page = person.codes(page, pair);
        assertThat(page.has("#virtual-mfa-two-codes")).isFalse();
        refused(person, chosen(person, page), pair);

        realm.clock().toNextStep();
        Person later = person.elsewhere();
        assertThat(later.code(later.signIn(), later.code())).matches(Person::atAws);
        Person thief = person.elsewhere();
        refused(thief, chosen(thief, thief.signIn()), pair);
    }

    @Test
    void isNotSuspectedAgainOnceOldCodesOfARightClockGaveWayToNewOnes() {
        Person person = people.withDevice();
        realm.clock().advance(Duration.ofMinutes(10));
        Phone.Pair late = person.codes();
        realm.clock().advance(Duration.ofMinutes(5));
        Page page = person.codes(chosen(person, person.signIn()), late);
        assertThat(page.text(INFO)).contains("they are 5 minutes old, or your device’s clock is 5 minutes behind");

        assertThat(person.code(page, person.code())).matches(Person::atAws);
        assertThat(person.lastEvent().details()).containsEntry("drift", "0");
        assertThat(person.events()).doesNotContain("UPDATE_CREDENTIAL resynced");
    }

    /** What the page advises to the owner of a fast clock holds. */
    @Test
    void thatWasFastIsTakenAgainWhenItHasBeenSetRight() {
        Person person = people.withDevice();
        Phone right = person.phone();
        person.phone(right.fastBy(Duration.ofMinutes(6)));
        Page page = chosen(person, person.signIn());
        realm.clock().toNextStep();
        page = person.codes(page, person.codes());
        assertThat(page.text(INFO)).contains("wait 7 minutes before you use it again");
        realm.clock().toNextStep();
        assertThat(person.code(page, person.code())).matches(Person::atAws);

        person.phone(right);
        Person soon = person.elsewhere();
        realm.clock().advance(Duration.ofMinutes(6));
        page = chosen(soon, soon.signIn());
        page = refused(soon, page, soon.codes());
        realm.clock().advance(Duration.ofMinutes(1));
        page = soon.codes(page, soon.codes());
        assertThat(page.text(INFO)).startsWith("Both codes are right, and your device’s clock is correct again.");
        realm.clock().toNextStep();
        assertThat(soon.code(page, soon.code())).matches(Person::atAws);
        assertThat(soon.lastEvent().details()).containsEntry("drift", "0");
    }

    @Test
    void isFoundByTheRequiredActionToo() {
        Person person = off(-4);
        Page page = chosen(person, person.signIn(realm.signInAt("marked")));
        assertThat(page.uri().getPath()).endsWith("/login-actions/required-action");
        realm.clock().toNextStep();
        page = person.codes(page, person.codes());
        assertThat(page.text(INFO)).contains("4 minutes behind");
        realm.clock().toNextStep();
        Page app = person.code(page, person.code());

        assertThat(app.uri().toString()).startsWith(TestRealm.APP.toString());
        assertThat(person.events())
                .contains("UPDATE_CREDENTIAL resynced", "CUSTOM_REQUIRED_ACTION code_accepted", "LOGIN code_accepted");
    }

    @Test
    void theFormWithTwoCodesIsOfferedAfterAWrongOneAndStaysUntilItIsTakenBack() {
        Person person = people.withDevice();
        Page page = person.signIn();
        assertThat(page.has("#virtual-mfa-two-codes")).isFalse();
        page = person.code(page, person.wrongCode());
        assertThat(page.html().select("#kc-otp-login-form button").first().id()).isEqualTo("kc-login");
        page = page.reload();
        page = person.choosePair(page).reload();
        assertThat(page.has("#virtual-mfa-pair-needed")).isFalse();
        page = page.form("#virtual-mfa-pair-form").press("#virtual-mfa-one-code");

        assertThat(person.events()).endsWith("LOGIN_ERROR code_refused");
        assertThat(person.code(page, person.code())).matches(Person::atAws);
    }

    @Test
    void whatAPostMeansIsDecidedByTheServersState() {
        Person person = people.withDevice();
        realm.clock().advance(Duration.ofMinutes(2));
        Phone.Pair pair = person.codes();
        Page page = person.signIn();
        page = person.browser()
                .post(page.form("#kc-otp-login-form").action(), Map.of("code1", pair.code1(), "code2", pair.code2()));
        assertThat(page.text("span#input-error-otp-code")).startsWith("An MFA code has six digits.");
        page = chosen(person, page);
        page = person.browser().post(page.form("#virtual-mfa-pair-form").action(), Map.of("otp", pair.code2()));
        assertThat(page.text(ERROR)).startsWith("Each MFA code has six digits.");
        assertThat(person.events()).endsWith("LOGIN_ERROR code_refused", "LOGIN_ERROR code_malformed");

        assertThat(person.codes(page, pair)).as("nothing was spent").matches(Person::atAws);
    }

    /** Somebody whose phone's clock is off from now on. */
    private static Person off(int minutes) {
        Person person = people.withDevice();
        person.phone(person.phone().fastBy(Duration.ofMinutes(minutes)));
        realm.clock().advance(Duration.ofMinutes(30));
        return person;
    }

    /** Types a wrong code and takes the offer. */
    private static Page chosen(Person person, Page codePage) {
        return person.choosePair(person.code(codePage, person.wrongCode()));
    }

    private static Page refused(Person person, Page page, Phone.Pair pair) {
        Page refused = person.codes(page, pair);
        assertThat(refused.text(ERROR)).startsWith("These two codes are not valid, or they were already used.");
        assertThat(person.events()).endsWith("LOGIN_ERROR code_refused");
        return refused;
    }

    private static TestEvent newest(Person person, String type) {
        Predicate<TestEvent> theirs = event -> person.user().id().equals(event.userId());
        List<TestEvent> events = realm.events(type).stream().filter(theirs).toList();
        return events.get(events.size() - 1);
    }

    private static void assertNoEventHolds(Person person, String... codes) {
        assertThat(realm.events().stream()
                        .filter(event -> person.user().id().equals(event.userId()))
                        .flatMap(event -> event.details().values().stream()))
                .isNotEmpty()
                .doesNotContain(codes);
    }
}
