package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.Stress;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each test has a realm that never had a device, and so no key. */
abstract class FirstDevices {

    private static final int MANY = 12;

    abstract TestRealm keyless();

    abstract TestRealm crowded();

    /** The person of that number, set to the node that their requests go to. */
    abstract Person placed(Person person, int number);

    @Test
    void assignedAtOnceShareOneKeyThatKeycloakItselfNeverUses() throws Exception {
        TestRealm realm = keyless();
        People people = People.of(realm);
        String active = activeAesKey(realm);
        List<Person> persons = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            persons.add(placed(people.newcomer(), i));
        }
        List<Page> forms = persons.stream().map(Person::open).toList();
        // The key is first needed, and so made, by the pages that follow the passwords.
        List<Page> wizards = AtOnce.times(MANY, i -> persons.get(i).password(forms.get(i)));
        AtOnce.times(MANY, i -> persons.get(i).assign(wizards.get(i)));

        assertThat(ourKeys(realm)).singleElement().satisfies(key -> {
            String realmId = realm.admin().get("").get("id").asText();
            assertThat(key.get("id").asText())
                    .as("the same on every node")
                    .isEqualTo(UUID.nameUUIDFromBytes(("virtual-mfa " + realmId).getBytes(StandardCharsets.UTF_8))
                            .toString());
            assertThat(key.get("providerId").asText()).isEqualTo("aes-generated");
            JsonNode config = key.get("config");
            assertThat(config.get("active").get(0).asText()).isEqualTo("false");
            assertThat(config.get("enabled").get(0).asText()).isEqualTo("true");
            assertThat(config.get("secretSize").get(0).asText()).isEqualTo("32");
        });
        assertThat(activeAesKey(realm)).isEqualTo(active);
        for (Person person : persons) {
            assertThat(person.devices()).hasSize(1);
        }
    }

    @Test
    @Tag("stress")
    void areOneWhenOneUserAssignsManyAtOnce() throws Exception {
        TestRealm realm = crowded();
        People people = People.of(realm);
        for (int round = 1; round <= Stress.rounds(); round++) {
            Person first = people.newcomer();
            List<Person> browsers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                browsers.add(placed(first.elsewhere(), i));
            }
            List<Page> wizards = AtOnce.times(MANY, i -> browsers.get(i).signIn());
            realm.clock().toNextStep();
            List<Phone.Pair> pairs = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                pairs.add(
                        browsers.get(i).scan(wizards.get(i)).pair(realm.clock().now()));
            }

            // Of different names: Keycloak itself stores no two credentials of one label.
            List<Page> pages = AtOnce.times(
                    MANY,
                    i -> wizards.get(i)
                            .form("#kc-totp-settings-form")
                            .set("deviceName", "device " + i)
                            .set("code1", pairs.get(i).code1())
                            .set("code2", pairs.get(i).code2())
                            .submit());

            assertThat(pages.stream().filter(page -> page.has("#virtual-mfa-assigned")))
                    .as("in round " + round)
                    .hasSize(1);
            assertThat(pages.stream().filter(page -> page.has("#kc-otp-login-form")))
                    .as("the others owe a code of the device that won")
                    .hasSize(MANY - 1);
            assertThat(first.devices()).hasSize(1);
            List<String> events = first.events();
            assertThat(Collections.frequency(events, "UPDATE_CREDENTIAL assigned"))
                    .isEqualTo(1);
            assertThat(Collections.frequency(events, "UPDATE_CREDENTIAL_ERROR device_exists")
                            + Collections.frequency(events, "LOGIN_ERROR code_malformed"))
                    .as("told of each other: lost under the lock, or came when the wizard was over")
                    .isEqualTo(MANY - 1);
        }
    }

    static List<JsonNode> ourKeys(TestRealm realm) {
        List<JsonNode> keys = new ArrayList<>();
        for (JsonNode key : realm.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (key.get("name").asText().equals("virtual-mfa")) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static String activeAesKey(TestRealm realm) {
        return realm.admin().get("/keys").path("active").path("AES").asText();
    }
}
