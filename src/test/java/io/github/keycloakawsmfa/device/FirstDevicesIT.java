package io.github.keycloakawsmfa.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each test has a realm that never had a device, and so no key. */
@DisplayName("The first devices of a realm")
class FirstDevicesIT {

    private static final int MANY = 12;

    @RegisterExtension
    static final TestRealm keyless = TestRealm.create();

    @RegisterExtension
    static final TestRealm losing = TestRealm.create();

    @RegisterExtension
    static final TestRealm crowded = TestRealm.create();

    @Test
    void assignedAtOnceShareOneKeyThatKeycloakItselfNeverUses() throws Exception {
        People people = People.of(keyless);
        String active = activeAesKey(keyless);
        List<Person> persons = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            persons.add(people.newcomer());
        }
        List<Page> forms = new ArrayList<>();
        persons.forEach(person -> forms.add(person.open()));
        List<Callable<Page>> passwords = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Person person = persons.get(i);
            Page form = forms.get(i);
            passwords.add(() -> person.password(form));
        }

        List<Page> wizards = atOnce(passwords);
        List<Callable<Page>> assignments = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Person person = persons.get(i);
            Page wizard = wizards.get(i);
            assignments.add(() -> person.assign(wizard));
        }
        atOnce(assignments);

        assertThat(ourKeys(keyless)).singleElement().satisfies(key -> {
            String realmId = keyless.admin().get("").get("id").asText();
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
        assertThat(activeAesKey(keyless)).isEqualTo(active);
        for (Person person : persons) {
            assertThat(person.devices()).hasSize(1);
        }
    }

    @Test
    void areLostToNobodyWhenTheKeyIsMissing() {
        People people = People.of(losing);
        Person person = people.withDevice();
        JsonNode key = ourKeys(losing).get(0);
        String sealed =
                Tables.of(losing).secretData(person.devices().get(0).get("id").asText());
        losing.admin().delete("/components/" + key.get("id").asText());

        Page unavailable = person.code(person.signIn(), person.code());

        assertThat(unavailable.has("#virtual-mfa-unavailable"))
                .as(unavailable.toString())
                .isTrue();
        assertThat(person.lastEvent().type()).isEqualTo("LOGIN_ERROR");
        assertThat(person.lastEvent().details().get("reason"))
                .contains("key realm:", "--spi-credential--virtual-mfa--vault-key");
        assertThat(Tables.of(losing)
                        .secretData(person.devices().get(0).get("id").asText()))
                .isEqualTo(sealed);
    }

    @Test
    void areOneWhenOneUserAssignsManyAtOnce() throws Exception {
        Person first = People.of(crowded).newcomer();
        List<Person> browsers = new ArrayList<>();
        List<Page> wizards = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Person browser = first.elsewhere();
            browsers.add(browser);
            wizards.add(browser.signIn());
        }
        crowded.clock().toNextStep();
        List<Callable<Page>> posts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Person browser = browsers.get(i);
            Page wizard = wizards.get(i);
            Phone.Pair pair = browser.scan(wizard).pair(crowded.clock().now());
            posts.add(() -> browser.pair(wizard, pair));
        }

        List<Page> pages = atOnce(posts);

        assertThat(pages.stream().filter(page -> page.has("#virtual-mfa-assigned")))
                .hasSize(1);
        assertThat(pages.stream().filter(page -> page.has("#kc-otp-login-form")))
                .as("the others owe a code of the device that won")
                .hasSize(MANY - 1);
        assertThat(first.devices()).hasSize(1);
        assertThat(Collections.frequency(first.events(), "UPDATE_CREDENTIAL assigned"))
                .isEqualTo(1);
        List<String> events = first.events();
        assertThat(Collections.frequency(events, "UPDATE_CREDENTIAL_ERROR device_exists")
                        + Collections.frequency(events, "LOGIN_ERROR code_malformed"))
                .as("told of each other: lost under the lock, or came when the wizard was over")
                .isEqualTo(MANY - 1);
    }

    private static List<JsonNode> ourKeys(TestRealm realm) {
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

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
