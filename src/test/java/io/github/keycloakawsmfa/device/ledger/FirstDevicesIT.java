package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The first devices of a realm")
class FirstDevicesIT extends FirstDevices {

    @RegisterExtension
    static final TestRealm keyless = TestRealm.create();

    @RegisterExtension
    static final TestRealm losing = TestRealm.create();

    @RegisterExtension
    static final TestRealm crowded = TestRealm.create();

    @Override
    TestRealm keyless() {
        return keyless;
    }

    @Override
    TestRealm crowded() {
        return crowded;
    }

    @Override
    Person placed(Person person, int number) {
        return person;
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
}
