package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Ldap;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Users of a directory by LDAP")
class LdapIT {

    private static final String LIST = "#virtual-mfa-devices-form";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static Ldap ldap;

    @BeforeAll
    static void setUp() {
        People.of(realm);
        realm.app("app");
        ldap = Ldap.of(realm);
    }

    /** Keycloak has no mode UNSYNCED without an import (26.4 to 26.7, LDAPStorageProviderFactory). */
    @ParameterizedTest(name = "{0}, imported: {1}")
    @CsvSource({"READ_ONLY, true", "READ_ONLY, false", "UNSYNCED, true", "WRITABLE, true", "WRITABLE, false"})
    void assignDevicesManageThemAndGetToAws(String editMode, boolean imported) {
        ldap.federate(editMode, imported);
        Person person = ldap.person("jürgen groß " + editMode + " " + imported);

        SamlPost first =
                SamlPost.of(person.assign().form("#virtual-mfa-continue-form").submit());
        assertThat(first.nameId()).matches("G-[0-9a-f-]{36}");
        assertThat(first.attributes().get(AwsSide.PREFIX + "Role"))
                .containsExactly(
                        "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::123456789012:saml-provider/keycloak");
        realm.clock().toNextStep();
        Person again = person.elsewhere();
        SamlPost second = SamlPost.of(again.code(again.signIn(), again.code()));
        assertThat(second.nameId()).isEqualTo(first.nameId());
        assertThat(second.attributes()).isEqualTo(first.attributes());

        Phone tablet = assign(person, "tablet");
        Page list = ask(person, "virtual-mfa-devices").form(LIST).press("#virtual-mfa-rename-0");
        list = list.form("#virtual-mfa-rename-form").set("deviceName", "電話").submit();
        assertThat(names(person)).containsExactly("電話", "tablet");
        realm.clock().toNextStep();
        Page deactivating = list.form(LIST).press("#virtual-mfa-deactivate-0");
        deactivating
                .form("#virtual-mfa-deactivate-form")
                .set("currentCode", tablet.codeAt(realm.clock().now()))
                .submit();
        assertThat(names(person)).containsExactly("tablet");

        administer(person);
        assertThat(names(person)).isEmpty();
        Page wizard = person.elsewhere().signIn();
        assertThat(wizard.has("#kc-totp-settings-form")).as(wizard.toString()).isTrue();
    }

    private static void administer(Person person) {
        String user = "/aws-mfa/users/" + AdminApi.segment(person.user().id());
        JsonNode device = realm.admin().get(user + "/devices").get(0);
        realm.admin().post(user + "/devices/" + device.get("id").asText() + "/rename", Map.of("name", "their tablet"));
        assertThat(names(person)).containsExactly("their tablet");
        assertThat(realm.admin().send("POST", user + "/unlock", null).status()).isEqualTo(204);
        assertThat(realm.admin().post(user + "/ticket", null).get("ticket").asText())
                .isNotEmpty();
        realm.admin()
                .delete("/users/" + AdminApi.segment(person.user().id()) + "/credentials/"
                        + device.get("id").asText());
        assertThat(person.events()).endsWith("REMOVE_CREDENTIAL deactivated_by_administrator");
    }

    private static Phone assign(Person person, String name) {
        realm.clock().toNextStep();
        Page wizard = ask(person, "virtual-mfa");
        Phone phone = Phone.of(wizard.text("#kc-totp-secret-key"));
        Phone.Pair pair = phone.pair(realm.clock().now());
        wizard.form("#kc-totp-settings-form")
                .set("deviceName", name)
                .set("code1", pair.code1())
                .set("code2", pair.code2())
                .set("currentCode", person.code())
                .submit()
                .element("#virtual-mfa-assigned");
        return phone;
    }

    private static Page ask(Person person, String action) {
        return person.elsewhere().signIn(realm.actionAt("app", action));
    }

    private static List<String> names(Person person) {
        return person.devices().stream()
                .map(device -> device.get("userLabel").asText())
                .toList();
    }
}
