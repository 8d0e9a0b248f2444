package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
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
    private static final String TAKEN = "Another device of yours has this name. Please choose a different one.";

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
        Owner owner = Owner.of(realm, people, 1);
        owner.assign(first);
        owner.nextStep();
        Page wizard = owner.wizard();
        Phone phone = Phone.of(wizard.text(Owner.KEY));
        Form form = owner.fill(wizard, second, phone).set("currentCode", owner.code());
        Page page = form.submit();

        assertThat(page.text(ERROR)).isEqualTo(TAKEN);
        assertThat(owner.lastEvent()).isEqualTo("UPDATE_CREDENTIAL_ERROR invalid_input name_taken");
        assertThat(page.text(Owner.KEY)).isEqualTo(wizard.text(Owner.KEY));
        for (String kept : new String[] {"deviceName", "code1", "code2", "currentCode"}) {
            assertThat(page.form(Owner.WIZARD).value(kept)).as(kept).isEqualTo(form.value(kept));
        }
        page = page.form(Owner.WIZARD).set("deviceName", "another").submit();
        assertThat(page.has("#virtual-mfa-assigned"))
                .as("no code was spent for the name: " + page)
                .isTrue();

        Page renaming = owner.devices().form("#virtual-mfa-devices-form").press("#virtual-mfa-rename-2");
        page = renaming.form("#virtual-mfa-rename-form")
                .set("deviceName", second)
                .submit();
        assertThat(page.text(ERROR)).isEqualTo(TAKEN);
        assertThat(page.form("#virtual-mfa-rename-form").value("deviceName")).isEqualTo(second);
        assertThat(owner.lastEvent()).isEqualTo("UPDATE_CREDENTIAL_ERROR invalid_input name_taken");
        assertThat(owner.names()).containsExactly("Authenticator app", first, "another");
    }
}
