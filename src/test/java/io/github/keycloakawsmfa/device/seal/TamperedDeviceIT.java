package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestEvent;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A device that somebody with the database's password has")
class TamperedDeviceIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;
    private static Tables tables;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        tables = Tables.of(realm);
        realm.app("app");
    }

    @Test
    void swappedWithAnotherUsersOpensForNeither() {
        Person ada = people.withDevice();
        Person eve = people.withDevice();
        swap(id(ada, 0), id(eve, 0));

        refused(ada, eve.phone());
        refused(ada.elsewhere(), ada.phone());
        refused(eve, eve.phone());
        assertThat(broken(ada)).isNotEmpty().allMatch(event -> id(ada, 0).equals(deviceOf(event)));

        // Nothing is lost by it.
        swap(id(ada, 0), id(eve, 0));
        realm.clock().toNextStep();
        Person again = ada.elsewhere();
        assertThat(Person.atAws(again.code(again.signIn(), again.code()))).isTrue();
    }

    @Test
    void swappedWithTheUsersOtherOpensAsNeither() {
        Person owner = people.withDevices(2);
        swap(id(owner, 0), id(owner, 1));

        refused(owner.elsewhere(), owner.phone(1));
        refused(owner.elsewhere(), owner.phone(2));
    }

    @Test
    void editedIsRefusedAndReportedAndTheOtherOneGoesOn() throws Exception {
        Person owner = people.withDevices(2);
        String edited = id(owner, 0);
        ObjectNode envelope = (ObjectNode) AdminApi.JSON.readTree(tables.secretData(edited));
        byte[] ciphertext = Base64.getDecoder().decode(envelope.get("c").asText());
        ciphertext[0] ^= 1;
        tables.setSecretData(
                edited,
                envelope.put("c", Base64.getEncoder().encodeToString(ciphertext))
                        .toString());
        Person person = owner.elsewhere();
        Page page = person.signIn();

        page = person.code(page, owner.codeOf(owner.phone(1)));
        assertThat(page.has("#input-error-otp-code")).as(page.toString()).isTrue();
        assertThat(person.events()).contains("LOGIN_ERROR code_refused");
        assertThat(Person.atAws(person.code(page, owner.codeOf(owner.phone(2)))))
                .as("the other device is as good as before")
                .isTrue();
        assertThat(broken(person)).isNotEmpty().allMatch(event -> edited.equals(deviceOf(event)));
    }

    private static void refused(Person person, Phone phone) {
        Page page = person.code(person.signIn(), phone.codeAt(realm.clock().now()));
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(page.has("#virtual-mfa-unavailable")).as(page.toString()).isTrue();
        assertThat(person.events()).contains("LOGIN_ERROR None of the user's devices opens");
    }

    private static List<TestEvent> broken(Person person) {
        return realm.events("UPDATE_CREDENTIAL_ERROR").stream()
                .filter(event -> person.user().id().equals(event.userId()))
                .filter(event -> "virtual_mfa_device_broken".equals(event.error()))
                .toList();
    }

    private static String deviceOf(TestEvent event) {
        return event.details().get("credential_id");
    }

    private static void swap(String one, String other) {
        String kept = tables.secretData(one);
        tables.setSecretData(one, tables.secretData(other));
        tables.setSecretData(other, kept);
    }

    private static String id(Person person, int index) {
        JsonNode device = person.devices().get(index);
        return device.get("id").asText();
    }
}
