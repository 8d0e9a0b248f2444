package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The wizard and time")
class WizardClockIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Its pages live longer than a pending secret does. */
    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("accessCodeLifespanUserAction", 7200));

    private static final String ERROR = "#input-error-codes";
    private static final String KEY = "#kc-totp-secret-key";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void aSlowPhoneIsTakenWhereThePageIsFreshAndStaysGood() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.phone(person.scan(wizard).slowBy(MINUTE.multipliedBy(5)));
        assertThat(person.pair(wizard, pair(person)).has("#virtual-mfa-assigned"))
                .isTrue();
        assertThat(person.lastEvent().details()).containsEntry("drift", "-10");

        for (int day = 0; day < 2; day++) {
            realm.clock().advance(Duration.ofDays(1));
            Person later = person.elsewhere();
            assertThat(later.code(later.signIn(), later.code())).matches(Person::atAws);
            assertThat(later.lastEvent().details()).containsEntry("drift", "-10");
        }
    }

    @Test
    void lateCodesMakeNoDeviceThatIsOutOfStep() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.scan(wizard);
        Phone.Pair read = pair(person);
        realm.clock().advance(MINUTE.multipliedBy(3));
        Page late = person.pair(wizard, read);
        assertThat(late.text(ERROR))
                .isEqualTo(
                        "These codes are 3 minutes old, or your device’s clock is 3 minutes behind. Enter two new codes.");
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR pair_off");
        assertThat(person.lastEvent().details()).containsEntry("drift", "-6");
        assertThat(person.pair(late, read).text(ERROR)).as("once more").endsWith("Enter two new codes.");
        assertThat(person.devices()).isEmpty();

        Page page = late.reload();
        assertThat(person.pair(page, pair(person)).has("#virtual-mfa-assigned")).isTrue();
        assertThat(person.lastEvent().details()).containsEntry("drift", "0");
        realm.clock().toNextStep();
        Person later = person.elsewhere();
        assertThat(later.code(later.signIn(), later.code())).matches(Person::atAws);
    }

    @Test
    void aSlowPhoneOnAnOldPageIsBelievedAtTheSecondPair() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.phone(person.scan(wizard).slowBy(MINUTE.multipliedBy(5)));
        realm.clock().advance(MINUTE.multipliedBy(10));
        Page again = person.pair(wizard, pair(person));
        assertThat(again.text(ERROR)).startsWith("These codes are 5 minutes old");

        realm.clock().advance(MINUTE);
        assertThat(person.pair(again, pair(person)).has("#virtual-mfa-assigned"))
                .isTrue();
        assertThat(person.lastEvent().details()).containsEntry("drift", "-10");
    }

    @Test
    void afterTwentyMinutesFreshCodesAreFine() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.scan(wizard);
        realm.clock().advance(MINUTE.multipliedBy(20));

        assertThat(person.pair(wizard, pair(person)).has("#virtual-mfa-assigned"))
                .isTrue();
    }

    @Test
    void afterHalfAnHourThereIsANewSecretAndASentenceAndTheNameIsKept() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.scan(wizard);
        realm.clock().advance(MINUTE.multipliedBy(31));
        Phone.Pair pair = pair(person);
        Page renewed = wizard.form("#kc-totp-settings-form")
                .set("deviceName", "My phone")
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .submit();

        assertThat(renewed.text(KEY)).isNotEqualTo(wizard.text(KEY));
        assertThat(renewed.html().text()).contains("This page was open for a long time, so there is a new QR code");
        assertThat(renewed.form("#kc-totp-settings-form").value("deviceName")).isEqualTo("My phone");
        assertThat(person.devices()).isEmpty();
        person.assign(renewed);
    }

    @Test
    void aReloadAfterHalfAnHourSaysSoToo() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        realm.clock().advance(MINUTE.multipliedBy(31));
        Page renewed = wizard.reload();

        assertThat(renewed.text(KEY)).isNotEqualTo(wizard.text(KEY));
        assertThat(renewed.html().text()).contains("This page was open for a long time");
        person.assign(renewed);
    }

    private static Phone.Pair pair(Person person) {
        return person.phone().pair(realm.clock().now());
    }
}
