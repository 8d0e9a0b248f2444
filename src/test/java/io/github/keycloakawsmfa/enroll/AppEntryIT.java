package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.QrPng;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Apps overwrite an entry of the same issuer and account without a word. */
@DisplayName("Entries in the user's app:")
class AppEntryIT {

    private static final String LIST = "#virtual-mfa-devices-form";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("displayName", "Example: Corp."));

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @Test
    void noEntryTakesThePlaceOfAnother() throws Exception {
        Person owner = people.withDevices(1);
        Set<String> accounts = new HashSet<>();
        // What Keycloak's own OTP is called.
        accounts.add(owner.user().username());
        for (int i = 0; i < 3; i++) {
            assertThat(accounts.add(account(owner.openWizard())))
                    .as("never assigned")
                    .isTrue();
        }
        realm.clock().toNextStep();
        Page wizard = owner.openWizard();
        assertThat(accounts.add(account(wizard))).isTrue();
        owner.fill(wizard, "tablet").set("currentCode", owner.code()).submit().element("#virtual-mfa-assigned");
        realm.clock().toNextStep();
        owner.openDevices()
                .form(LIST)
                .press("#virtual-mfa-deactivate-1")
                .form("#virtual-mfa-deactivate-form")
                .set("currentCode", owner.code())
                .submit();
        assertThat(owner.deviceNames()).hasSize(1);
        assertThat(accounts.add(account(owner.openWizard())))
                .as("after one was removed")
                .isTrue();
        String devices = "/aws-mfa/users/" + owner.user().id() + "/devices";
        for (int i = 0; i < 2; i++) {
            URI uri = URI.create(realm.admin()
                    .post(devices, Map.of("name", "tablet"))
                    .get("otpauthUri")
                    .asText());
            assertThat(uri.getPath()).contains("(tablet ");
            assertThat(accounts.add(account(uri)))
                    .as("by a call, with a name that was there")
                    .isTrue();
        }
    }

    @Test
    void aSecondScanIsTheSameEntry() throws Exception {
        Person person = people.newcomer();
        Page wizard = person.signIn();
        String account = account(wizard);
        Page again = wizard.form(Person.WIZARD)
                .set("deviceName", "another name")
                .set("code1", "000000")
                .set("code2", "000001")
                .submit();

        assertThat(account(again)).isEqualTo(account);
        assertThat(account(again.reload())).as("reloaded").isEqualTo(account);
    }

    private static String account(Page wizard) throws Exception {
        String image = wizard.element("#kc-totp-secret-qr-code").attr("src");
        return account(URI.create(QrPng.readDataUri(image)));
    }

    private static String account(URI uri) {
        String[] label = uri.getPath().substring(1).split(":", -1);
        assertThat(label).hasSize(2);
        assertThat(label[0]).isEqualTo("Example\uff1a Corp.");
        return label[1];
    }
}
