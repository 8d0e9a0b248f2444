package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.WrongCodes;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Keycloak's brute-force protection")
class BruteForceIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json ->
            json.put("bruteForceProtected", true).put("failureFactor", 3).put("quickLoginCheckMilliSeconds", 0));

    private static final String ERROR = "span#input-error-otp-code";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void countsEachWrongCodeOnceAndNothingElse() {
        Person person = people.withDevice();
        Page page = person.code(person.signIn(), person.wrongCode());
        assertThat(WrongCodes.of(realm, person, count -> count.failures() > 0).failures())
                .isEqualTo(1);
        page = person.code(page, "12345");
        page = person.code(page, person.wrongCode());

        // A third one would lock.
        WrongCodes two = new WrongCodes(2, 2, false);
        assertThat(WrongCodes.of(realm, person, two::equals)).isEqualTo(two);
        assertThat(person.code(page, person.code())).matches(Person::atAws);
        WrongCodes none = new WrongCodes(0, 0, false);
        assertThat(WrongCodes.of(realm, person, none::equals)).as("forgotten").isEqualTo(none);
    }

    @Test
    void isNotToldOfWrongCodesForASecretThatIsStillPending() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.scan(wizard);
        for (int i = 0; i < 4; i++) {
            wizard = person.pair(wizard, person.wrongPair());
        }
        person.assign(wizard);

        assertThat(WrongCodes.now(realm, person)).isEqualTo(new WrongCodes(0, 0, false));
    }

    @Test
    void itsLockHoldsBeforeACodeIsLookedAt() {
        Person person = people.withDevice();
        Page page = person.signIn();
        for (int i = 0; i < 3; i++) {
            page = person.code(page, person.wrongCode());
            WrongCodes counted = new WrongCodes(i + 1, i + 1, i == 2);
            assertThat(WrongCodes.of(realm, person, counted::equals)).isEqualTo(counted);
        }
        String code = person.code();
        page = person.code(page, code);

        assertThat(page.text(ERROR)).isEqualTo("Invalid authenticator code.");
        assertThat(person.events()).endsWith("LOGIN_ERROR locked");
        assertThat(person.lastEvent().error()).isEqualTo("user_temporarily_disabled");

        realm.admin()
                .delete("/attack-detection/brute-force/users/" + person.user().id());
        assertThat(person.code(page, code)).as("not spent").matches(Person::atAws);
    }

    @Test
    void countsWrongPairsTooAndItsLockHoldsBeforeAPairIsLookedAt() {
        Person person = people.withDevice();
        realm.clock().advance(Duration.ofMinutes(2));
        Page page = person.choosePair(person.code(person.signIn(), person.wrongCode()));
        for (int i = 1; i < 3; i++) {
            WrongCodes counted = new WrongCodes(i, i, false);
            assertThat(WrongCodes.of(realm, person, counted::equals)).isEqualTo(counted);
            page = person.codes(page, person.wrongPair());
        }
        WrongCodes locked = new WrongCodes(3, 3, true);
        assertThat(WrongCodes.of(realm, person, locked::equals)).isEqualTo(locked);
        Phone.Pair pair = person.codes();
        page = person.codes(page, pair);

        assertThat(page.text("span#input-error-codes")).isEqualTo("Invalid authenticator code.");
        assertThat(person.events()).endsWith("LOGIN_ERROR locked");
        realm.admin()
                .delete("/attack-detection/brute-force/users/" + person.user().id());
        assertThat(person.codes(page, pair)).as("not spent").matches(Person::atAws);
    }

    @Test
    void isNotToldOfAnOffset() {
        Person person = people.withDevice();
        person.phone(person.phone().slowBy(Duration.ofMinutes(4)));
        realm.clock().advance(Duration.ofMinutes(10));
        Page page = person.choosePair(person.code(person.signIn(), person.wrongCode()));
        WrongCodes one = new WrongCodes(1, 1, false);
        assertThat(WrongCodes.of(realm, person, one::equals)).isEqualTo(one);
        page = person.codes(page, person.codes());
        assertThat(page.has("#virtual-mfa-info")).isTrue();
        person.code(page, person.wrongCode());

        // A third one would lock.
        WrongCodes two = new WrongCodes(2, 2, false);
        assertThat(WrongCodes.of(realm, person, two::equals)).isEqualTo(two);
    }

    @Test
    void itsLockEndsWithTime() {
        Person person = people.withDevice();
        Page page = person.signIn();
        for (int i = 0; i < 3; i++) {
            int before = i;
            page = person.code(page, person.wrongCode());
            WrongCodes.of(realm, person, count -> count.failures() > before);
        }
        assertThat(WrongCodes.of(realm, person, WrongCodes::locked).locked()).isTrue();
        realm.clock().advance(Duration.ofSeconds(90));

        assertThat(person.code(page, person.code())).matches(Person::atAws);
    }
}
