package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each test begins with three devices, which all open. */
@DisplayName("The check of devices")
class CheckDevicesIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(TestRealm::bruteForceProtected);

    private static final CheckCalls check = CheckCalls.of(realm);

    private static People people;

    private Person first;
    private Person second;
    private Person third;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @BeforeEach
    void threeDevices() {
        first = people.withDevice();
        second = people.ofADirectory();
        second.assign();
        third = people.withDevice();
        realm.clock().reset();
        assertThat(check.problems()).isEmpty();
    }

    @AfterEach
    void nobodyIsLeft() {
        for (Person person : List.of(first, second, third)) {
            person.devices()
                    .forEach(device -> realm.admin()
                            .delete("/aws-mfa/users/" + person.user().id() + "/devices/"
                                    + device.get("id").asText()));
        }
    }

    @Test
    void allAreCountedAndAsManyOpenedAsAskedFor() {
        JsonNode devices = check.check().get("devices");
        assertThat(devices.get("devices").asInt()).isEqualTo(3);
        assertThat(devices.get("tried").asInt()).isEqualTo(3);
        assertThat(devices.at("/keys/0/devices").asInt()).isEqualTo(3);
        assertThat(devices.at("/keys/0/keyId").asText()).startsWith("realm:");
        assertThat(devices.at("/keys/0/current").asBoolean()).isTrue();
        assertThat(devices.at("/keys/0/available").asBoolean()).isTrue();
        assertThat(check.finding("devices-under-key").get("sentence").asText()).startsWith("3 devices are");

        JsonNode fewer = realm.admin().get("/aws-mfa/check?devices=2");
        assertThat(fewer.at("/devices/tried").asInt()).isEqualTo(2);
        assertThat(CheckCalls.ids(fewer.get("findings"))).contains("devices-not-tried");
        assertThat(CheckCalls.ids(check.check().get("findings"))).doesNotContain("devices-not-tried");
    }

    @Test
    void oneThatWasCopiedFromAnotherIsNamedToWhoMayViewUsers() {
        Tables.of(realm).setSecretData(id(first), Tables.of(realm).secretData(id(third)));

        assertThat(check.problems()).containsExactly("device-broken");
        assertThat(check.finding("device-broken").get("where").asText())
                .contains(first.user().id(), id(first));
        assertThat(check.check().toString())
                .doesNotContain(Tables.of(realm).secretData(id(third)))
                .doesNotContain("\\\"n\\\"");
        AdminApi auditor = Admins.with(realm, "view-realm", "view-clients");
        JsonNode seen = auditor.get("/aws-mfa/check");
        assertThat(CheckCalls.ids(seen.get("findings"))).contains("device-broken");
        assertThat(seen.toString()).doesNotContain(first.user().id()).doesNotContain(id(first));

        realm.admin().delete("/aws-mfa/users/" + first.user().id() + "/devices/" + id(first));
        assertThat(check.problems()).isEmpty();
    }

    @Test
    void oneWhoseRowIsNoEnvelopeIsFound() {
        Tables.of(realm).setSecretData(id(first), "{\"value\": \"plain\"}");

        assertThat(check.problems()).containsExactly("device-broken");
        assertThat(check.check().at("/devices/devices").asInt()).isEqualTo(3);
    }

    /** Two swapped ones and no other: as it would look if the key's place held another key. */
    @Test
    void aKeyUnderWhichNothingOpensIsAnotherKey() {
        realm.admin().delete("/aws-mfa/users/" + second.user().id() + "/devices/" + id(second));
        String ofFirst = Tables.of(realm).secretData(id(first));
        Tables.of(realm).setSecretData(id(first), Tables.of(realm).secretData(id(third)));
        Tables.of(realm).setSecretData(id(third), ofFirst);

        assertThat(check.problems()).containsExactly("key-changed");
    }

    @Test
    void aKeyThatIsGoneIsFound() {
        String lost = check.check().at("/devices/keys/0/keyId").asText();
        for (JsonNode key : realm.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (key.get("name").asText().equals("virtual-mfa")) {
                realm.admin().delete("/components/" + key.get("id").asText());
            }
        }

        assertThat(check.problems()).containsExactly("key-missing", "devices-key-missing");
        assertThat(check.finding("devices-key-missing").get("where").asText()).isEqualTo("key " + lost);
        assertThat(check.check().at("/devices/tried").asInt()).isZero();

        realm.admin().post("/aws-mfa/devices/forget?key=" + lost, null);
        assertThat(check.problems()).isEmpty();
    }

    private static String id(Person person) {
        return person.devices().get(0).get("id").asText();
    }
}
