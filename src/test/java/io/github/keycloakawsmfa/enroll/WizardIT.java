package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The wizard")
class WizardIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String FORM = "#kc-totp-settings-form";
    private static final String KEY = "#kc-totp-secret-key";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    @Tag("smoke")
    void assignsADeviceAndGoesOnToAws() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        Page assigned = wizard.form(FORM)
                .set("deviceName", "仕事用 phone")
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .submit();

        assertThat(assigned.html().text()).contains("MFA device assigned");
        assertThat(person.devices()).singleElement().satisfies(device -> {
            assertThat(device.get("userLabel").asText()).isEqualTo("仕事用 phone");
            assertThat(person.lastEvent().details())
                    .containsEntry("reason", "assigned")
                    .containsEntry("credential_id", device.get("id").asText())
                    .containsEntry("drift", "0");
        });
        assertThat(person.lastEvent().type()).isEqualTo("UPDATE_CREDENTIAL");
        assertThat(person.lastEvent().error()).isNull();

        Page reloaded = assigned.reload();
        assertThat(reloaded.has(KEY)).isFalse();
        assertThat(reloaded.form("#virtual-mfa-continue-form").press("#kc-continue"))
                .matches(Person::atAws);
    }

    @Test
    void keepsNameAndSecretOverErrorReloadAndBack() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        String key = wizard.text(KEY);
        Page wrong = wizard.form(FORM)
                .set("deviceName", "My phone")
                .set("code1", "000000")
                .set("code2", "000000")
                .submit();
        assertKept(wrong, key, "My phone", "000000");
        assertKept(wrong.reload(), key, "My phone", "");

        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        Page back = person.pair(wizard, pair);
        assertKept(back, key, "My phone", "");
        assertThat(person.pair(back, pair).has("#virtual-mfa-assigned")).isTrue();
        assertThat(person.devices())
                .singleElement()
                .satisfies(
                        device -> assertThat(device.get("userLabel").asText()).isEqualTo("My phone"));
    }

    private static void assertKept(Page page, String key, String name, String codes) {
        assertThat(page.text(KEY)).isEqualTo(key);
        assertThat(page.form(FORM).value("deviceName")).isEqualTo(name);
        assertThat(page.form(FORM).value("code1")).isEqualTo(codes);
        assertThat(page.form(FORM).value("code2")).isEqualTo(codes);
    }

    @ParameterizedTest(name = "deviceName={0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null | Enter a name for your device.",
                "'  ' | Enter a name for your device.",
                "a/b | A device name has up to 64 letters or digits. Spaces between them and the characters _ + = , . @ - are fine too.",
                "<script>alert(1)</script> | A device name has up to 64 letters or digits. Spaces between them and the characters _ + = , . @ - are fine too.",
                "${vault.x} | A device name has up to 64 letters or digits. Spaces between them and the characters _ + = , . @ - are fine too."
            })
    void toldABadNameKeepsItAndTheCodes(String name, String sentence) {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        String key = wizard.text(KEY);
        Phone.Pair pair = person.scan(wizard).pair(realm.clock().now());
        Page page = name == null
                ? person.browser()
                        .post(wizard.form(FORM).action(), Map.of("code1", pair.code1(), "code2", pair.code2()))
                : wizard.form(FORM)
                        .set("deviceName", name)
                        .set("code1", pair.code1())
                        .set("code2", pair.code2())
                        .submit();

        assertThat(page.text("#input-error-device-name")).isEqualTo(sentence);
        assertThat(page.text(KEY)).isEqualTo(key);
        assertThat(page.form(FORM).value("deviceName")).isEqualTo(name == null ? "" : name);
        assertThat(page.form(FORM).value("code1")).isEqualTo(pair.code1());
        assertThat(page.form(FORM).value("code2")).isEqualTo(pair.code2());
        assertThat(person.events()).endsWith("UPDATE_CREDENTIAL_ERROR form_incomplete");
        assertThat(person.devices()).isEmpty();
        assertThat(page.form(FORM).set("deviceName", "fine").submit().has("#virtual-mfa-assigned"))
                .isTrue();
    }

    @Test
    void takesNoSecretFromTheBrowser() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        String theirs = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        Phone.Pair pair = Phone.of(theirs).pair(realm.clock().now());
        Page page = wizard.form(FORM)
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .forge("secret", theirs)
                .forge("totpSecret", theirs)
                .forge("virtual-mfa.pending", theirs)
                .submit();

        // One of thousands of codes in fourteen hours may be the same by chance: "only one known".
        assertThat(person.lastEvent().type()).isEqualTo("UPDATE_CREDENTIAL_ERROR");
        assertThat(person.lastEvent().details().get("reason")).startsWith("pair_");
        assertThat(person.devices()).isEmpty();
        assertThat(page.text(KEY)).isEqualTo(wizard.text(KEY));
        person.assign(page);
    }

    @Test
    void givesEachUserAndEachSignInASecretOfTheirOwn() {
        Person person = people.newcomer();
        String first = person.signIn().text(KEY);
        String elsewhere = person.elsewhere().signIn().text(KEY);
        String other = people.newcomer().signIn().text(KEY);

        assertThat(first).doesNotHaveToString(elsewhere).doesNotHaveToString(other);
        assertThat(first.replace(" ", "")).as("160 bits").hasSize(32);
    }

    @Test
    void isNeverKeptByTheBrowser() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        assertThat(wizard.header("Cache-Control").orElse("")).contains("no-store");
        person.scan(wizard);
        Page wrong = person.pair(wizard, person.code(), person.code());
        assertThat(wrong.header("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void takesNothingWithTheNamesThatCommandLinesFillIn() {
        Page wizard = people.newcomer().signIn();

        assertThat(wizard.has("#otp, #totp")).isFalse();
        assertThat(wizard.html().select("form[action]").last().id()).isEqualTo("kc-totp-settings-form");
        assertThat(wizard.html().select("input[name]").eachAttr("name"))
                .containsExactlyInAnyOrder("deviceName", "code1", "code2");
        assertThat(wizard.element("#kc-totp-secret-qr-code").attr("src")).startsWith("data:image/png;base64,");
    }

    @Test
    void leavesNothingBehindWhenTheUserGoesAway() {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        person.scan(wizard);
        person.pair(wizard, person.code(), person.code());
        realm.clock().advance(Duration.ofHours(1));

        assertThat(person.devices()).isEmpty();
        assertThat(person.json().path("requiredActions")).isEmpty();
        assertThat(person.json().path("attributes")).isEmpty();
        assertThat(person.elsewhere().signIn().text(KEY)).isNotEqualTo(wizard.text(KEY));
    }
}
