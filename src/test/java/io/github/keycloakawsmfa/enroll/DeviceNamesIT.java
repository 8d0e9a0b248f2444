package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("No two devices of a user have one name")
class DeviceNamesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String ERROR = "#input-error-device-name";
    private static final String TAKEN = "Another device of yours has this name. Choose a different one.";

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "Work phone, Work phone",
        "Work phone, WORK PHONE",
        "Work phone, '  work phone  '",
        "Tablet, Ｔａｂｌｅｔ",
        "file, ﬁle",
        "Straße, STRASSE",
        "Café, Cafe\u0301",
        "スマホ, ｽﾏﾎ"
    })
    void inTheWizardAndOnTheManagePage(String first, String second) {
        Person owner = people.withDevices(1);
        owner.assignAnother(first);
        realm.clock().toNextStep();
        Page wizard = owner.openWizard();
        Phone phone = Phone.of(wizard.text(Person.KEY));
        Form form = owner.fill(wizard, second, phone).set("currentCode", owner.code());
        Page page = form.submit();

        assertThat(page.text(ERROR)).isEqualTo(TAKEN);
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL_ERROR invalid_input name_taken");
        assertThat(page.text(Person.KEY)).isEqualTo(wizard.text(Person.KEY));
        for (String kept : new String[] {"deviceName", "code1", "code2", "currentCode"}) {
            assertThat(page.form(Person.WIZARD).value(kept)).as(kept).isEqualTo(form.value(kept));
        }
        page = page.form(Person.WIZARD).set("deviceName", "another").submit();
        assertThat(page.has("#virtual-mfa-assigned"))
                .as("no code was spent for the name: " + page)
                .isTrue();

        Page renaming = owner.openDevices().form("#virtual-mfa-devices-form").press("#virtual-mfa-rename-2");
        page = renaming.form("#virtual-mfa-rename-form")
                .set("deviceName", second)
                .submit();
        assertThat(page.text(ERROR)).isEqualTo(TAKEN);
        assertThat(page.form("#virtual-mfa-rename-form").value("deviceName")).isEqualTo(second);
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL_ERROR invalid_input name_taken");
        assertThat(owner.deviceNames()).containsExactly("Authenticator app", first, "another");
    }
}
