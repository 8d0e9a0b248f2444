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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Resync on the page of devices")
class ManageResyncIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String LIST = "#virtual-mfa-devices-form";
    private static final String FORM = "#virtual-mfa-resync-form";
    private static final String OFFSET = "#virtual-mfa-offset";
    private static final String ERROR = "#input-error-codes";
    private static final String MESSAGE = "body";
    private static final String REFUSED =
            "This code is not valid, or it was already used. Wait for the next code and try again.";
    private static final String PAIR_REFUSED = "These two codes are not valid, or they were already used.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @Test
    void ofADeviceInStepSaysSo() {
        Person owner = people.withDevices(1);
        realm.clock().toNextStep();
        Page list = pair(resync(owner, 0), owner.phone());

        assertThat(list.text(MESSAGE)).contains("This device is in sync. Nothing had to be changed.");
        assertThat(list.has(LIST)).isTrue();
        assertThat(owner.lastEventText()).isEqualTo("CUSTOM_REQUIRED_ACTION null in_step");
        assertThat(owner.lastEvent().details())
                .containsEntry("credential_id", owner.devices().get(0).get("id").asText());
        Person signsIn = owner.elsewhere();
        assertThat(signsIn.code(signsIn.signIn(), owner.code()).text("#input-error-otp-code"))
                .as("its codes are burned")
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-240|These codes are right, but they are 4 minutes old, or the device’s clock is 4 minutes behind. If you can, turn on automatic time on the device first.",
                "-600|These codes are right, but they are 10 minutes old, or the device’s clock is 10 minutes behind. If you can, turn on automatic time on the device first.",
                "60|These codes are right, but the device’s clock is 60 seconds ahead. Don’t change its time yet.",
                "540|These codes are right, but the device’s clock is 9 minutes ahead. Don’t change its time yet."
            })
    void tellsHowFarTheClockIsOffAndTakesOneMoreCode(int offset, String sentence) {
        Person owner = people.withDevices(1);
        Phone drifted = owner.phone().fastBy(Duration.ofSeconds(offset));
        realm.clock().advance(Duration.ofMinutes(11));
        realm.clock().toNextStep();
        Page confirm = pair(resync(owner, 0), drifted);

        assertThat(confirm.text(OFFSET)).isEqualTo(sentence);
        assertThat(confirm.has("#code2")).isFalse();
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL null offset_found");
        confirm = confirm.reload();
        assertThat(confirm.text(OFFSET)).isEqualTo(sentence);
        Page wrong = confirm.form(FORM).set("code1", owner.codeOf(drifted)).submit();
        assertThat(wrong.text(ERROR)).as("that one was used").isEqualTo(REFUSED);
        assertThat(wrong.text(OFFSET)).isEqualTo(sentence);
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL_ERROR invalid_user_credentials code_refused");

        realm.clock().toNextStep();
        Page list = wrong.form(FORM).set("code1", owner.codeOf(drifted)).submit();
        assertThat(list.text(MESSAGE)).contains("Resynced: codes from this device work again.");
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL null resynced");
        assertThat(owner.lastEvent().details()).containsEntry("drift", Integer.toString(offset / 30));
        realm.clock().toNextStep();
        Person signsIn = owner.elsewhere();
        assertThat(signsIn.code(signsIn.signIn(), owner.codeOf(drifted))).matches(Person::atAws);
    }

    @Test
    void inJapaneseToo() {
        Person owner = people.withDevices(1);
        realm.clock().advance(Duration.ofMinutes(11));
        Person person = owner.elsewhere();
        person.browser().language("ja");
        Page form = person.signIn(realm.actionAt("app", "virtual-mfa-devices"))
                .form(LIST)
                .press("#virtual-mfa-resync-0");

        assertThat(pair(form, owner.phone().slowBy(Duration.ofMinutes(4))).text(OFFSET))
                .isEqualTo("コードは正しいものですが、4分前のものか、デバイスの時計が4分遅れています。できれば、先に時刻を自動設定にしてください。");
    }

    /** As the page says: set the time first, then type what the device shows. */
    @Test
    void takesTheCodeOfASlowClockThatWasSetRight() {
        Person owner = people.withDevices(1);
        realm.clock().advance(Duration.ofMinutes(11));
        realm.clock().toNextStep();
        Page confirm = pair(resync(owner, 0), owner.phone().slowBy(Duration.ofMinutes(4)));
        Page list = confirm.form(FORM).set("code1", owner.code()).submit();

        assertThat(list.text(MESSAGE)).contains("This device is in sync");
        realm.clock().toNextStep();
        Person signsIn = owner.elsewhere();
        assertThat(signsIn.code(signsIn.signIn(), owner.code())).matches(Person::atAws);
    }

    @ParameterizedTest
    @ValueSource(ints = {-660, 660})
    void reachesTenMinutesAtMost(int offset) {
        Person owner = people.withDevices(1);
        realm.clock().advance(Duration.ofMinutes(12));
        Page page = pair(resync(owner, 0), owner.phone().fastBy(Duration.ofSeconds(offset)));

        assertThat(page.text(ERROR)).startsWith(PAIR_REFUSED);
        assertThat(page.has(OFFSET)).isFalse();
    }

    @Test
    void makesNoUsedCodeGoodAgain() {
        Person owner = people.withDevices(1);
        realm.clock().advance(Duration.ofMinutes(5));
        Person signsIn = owner.elsewhere();
        assertThat(signsIn.code(signsIn.signIn(), owner.code())).matches(Person::atAws);
        Page page = pair(resync(owner, 0), owner.phone());
        assertThat(page.text(ERROR)).as("code 2 was used").startsWith(PAIR_REFUSED);

        page = pair(page, owner.phone().slowBy(Duration.ofMinutes(2)));
        assertThat(page.text(ERROR)).as("both are older than a used one").startsWith(PAIR_REFUSED);
    }

    @Test
    void takesTheCodesOfThatDeviceOnly() {
        Person owner = people.withDevices(2);
        realm.clock().toNextStep();
        realm.clock().toNextStep();
        Page page = pair(resync(owner, 1), owner.phone());
        assertThat(page.text(ERROR)).startsWith(PAIR_REFUSED);
        Person signsIn = owner.elsewhere();
        assertThat(signsIn.code(signsIn.signIn(), owner.code()))
                .as("and spends none of another one")
                .matches(Person::atAws);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "code",
            value = {
                "''|''|Each MFA code has six digits.|code_malformed",
                "code|''|Each MFA code has six digits.|code_malformed",
                "code|code|You entered the same code twice.|same_code_twice"
            })
    void saysWhatCannotBeTwoCodes(String code1, String code2, String sentence, String reason) {
        Person owner = people.withDevices(1);
        realm.clock().toNextStep();
        Page page = resync(owner, 0)
                .form(FORM)
                .set("code1", code1 == null ? owner.code() : code1)
                .set("code2", code2 == null ? owner.code() : code2)
                .submit();

        assertThat(page.text(ERROR)).startsWith(sentence);
        assertThat(page.element("#code1").attr("aria-describedby")).contains("input-error-codes");
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL_ERROR invalid_input " + reason);
    }

    @Test
    void confirmsWithTwoCodesWhereOneDoesNotCount() {
        Person owner = people.withDevices(1);
        owner.needPair();
        Phone slow = owner.phone().slowBy(Duration.ofMinutes(4));
        Page confirm = pair(resync(owner, 0), slow);
        assertThat(confirm.text(OFFSET)).contains("4 minutes behind");
        realm.clock().advance(Duration.ofMinutes(1));
        Page again = confirm.form(FORM).set("code1", owner.codeOf(slow)).submit();
        assertThat(again.text(ERROR)).startsWith("Each MFA code has six digits.");
        Page list = pair(again, slow);

        assertThat(list.text(MESSAGE)).contains("Resynced");
    }

    /** Neither the pair nor the code that confirms it is a sign-in. */
    @Test
    void isNoEvidence() {
        Person owner = people.withDevices(1);
        Phone slow = owner.phone().slowBy(Duration.ofMinutes(4));
        realm.clock().advance(Duration.ofMinutes(11));
        Person person = owner.elsewhere();
        Page page = pair(
                person.signIn(realm.actionAt("app", "virtual-mfa-devices"))
                        .form(LIST)
                        .press("#virtual-mfa-resync-0"),
                slow);
        realm.clock().toNextStep();
        page = page.form(FORM).set("code1", owner.codeOf(slow)).submit();
        assertThat(page.text(MESSAGE)).contains("Resynced");
        realm.clock().toNextStep();
        page = pair(page.form(LIST).press("#virtual-mfa-resync-0"), slow.fastBy(Duration.ofSeconds(30)));
        page.form(LIST).press("#virtual-mfa-done");

        assertThat(person.open().has("#kc-otp-login-form")).isTrue();
    }

    @Test
    void wrongCodesMakeTheUserWait() {
        Person owner = people.withDevices(1);
        Page page = resync(owner, 0);
        for (int i = 0; i < 5; i++) {
            Phone.Pair wrong = owner.wrongPair();
            page = page.form(FORM)
                    .set("code1", wrong.code1())
                    .set("code2", wrong.code2())
                    .submit();
            assertThat(page.text(ERROR)).startsWith(PAIR_REFUSED);
        }
        realm.clock().advance(Duration.ofSeconds(20));
        page = pair(page, owner.phone());
        assertThat(page.text(ERROR)).startsWith("There were too many wrong codes.");
        realm.clock().advance(Duration.ofSeconds(60));
        assertThat(pair(page, owner.phone()).text(MESSAGE)).contains("in sync");
    }

    private static Page resync(Person owner, int row) {
        return owner.openDevices().form(LIST).press("#virtual-mfa-resync-" + row);
    }

    private static Page pair(Page page, Phone phone) {
        Phone.Pair pair = phone.pair(realm.clock().now());
        return page.form(FORM)
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .submit();
    }
}
