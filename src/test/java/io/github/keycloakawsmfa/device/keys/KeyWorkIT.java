package io.github.keycloakawsmfa.device.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Work on all devices of a realm")
class KeyWorkIT {

    private static final int COPIES = 1050;

    /** The entry {@code broken} is a folder, which the vault fails to read. */
    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped()
            .entry("many", "mfa-key-1", Vault.KEY)
            .entry("asked", "mfa-key-1", Vault.KEY)
            .file("vault/asked_broken/file", "nothing")
            .shared();

    @RegisterExtension
    static final TestRealm many = TestRealm.on(server, "many");

    @RegisterExtension
    static final TestRealm forgetful = TestRealm.on(server, "forgetful");

    @RegisterExtension
    static final TestRealm asked = TestRealm.on(server, "asked");

    @AfterEach
    void noVaultKey() {
        Vault.use(server, null);
    }

    @Test
    void endsThoughOneUserHasMoreThanAPageAndDoesNotWaitForBrokenOnes() {
        People people = People.of(many);
        Person crowded = people.withDevice();
        Person other = people.withDevice();
        Tables.of(many).copy(idOf(crowded), COPIES);

        JsonNode keys = inTime(() -> many.admin().get("/aws-mfa/devices/keys"));
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).get("devices").asInt()).isEqualTo(COPIES + 2);

        Vault.use(server, "mfa-key-1");
        int resealed = 0;
        int failed = 0;
        String after = "";
        JsonNode answer;
        do {
            String query = "?max=1" + after;
            answer = inTime(() -> many.admin().post("/aws-mfa/devices/reseal" + query, null));
            resealed += answer.get("resealed").asInt();
            failed += answer.get("failed").size();
            after = "&after=" + answer.path("next").asText();
        } while (answer.get("left").asInt() > 0);
        assertThat(resealed).isEqualTo(2);
        assertThat(failed).isEqualTo(COPIES);
        assertThat(answer.path("next").isMissingNode() || answer.get("next").isNull())
                .isTrue();
        Person again = other.elsewhere();
        assertThat(again.code(again.signIn(), again.code())).matches(Person::atAws);
        isLookedAtInPartAtFirstUse();
    }

    /** The node has seen no sign-in of this realm before: set-up and wizards of the test are no use, but this one is. */
    private static void isLookedAtInPartAtFirstUse() {
        assertThat(server.logged("aws-mfa check of realm many:", 1)).isNotEmpty();
        assertThat(server.log()).doesNotContain(COPIES + " devices are sealed under a key");
    }

    @Test
    void goesOnBehindUsersWhoseDevicesCannotBeRemoved() {
        People people = People.of(forgetful);
        List<Person> both = Stream.of(people.ofADirectory(), people.ofADirectory())
                .sorted(java.util.Comparator.comparing(person -> person.user().id()))
                .toList();
        both.forEach(Person::assign);
        String key = forgetful
                .admin()
                .get("/aws-mfa/devices/keys")
                .get(0)
                .get("keyId")
                .asText();
        for (JsonNode component : forgetful.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (component.get("name").asText().equals("virtual-mfa")) {
                forgetful.admin().delete("/components/" + component.get("id").asText());
            }
        }
        String nobody = both.get(0).user().id().replaceAll("[^:]+$", "nobody");
        Tables.of(forgetful).giveTo(idOf(both.get(0)), nobody);

        JsonNode first = forgetful.admin().post("/aws-mfa/devices/forget?max=1&key=" + key, null);
        assertThat(first.get("forgotten").asInt()).isZero();
        assertThat(first.at("/failed/0/userId").asText()).isEqualTo(nobody);
        assertThat(first.get("left").asInt()).isPositive();
        JsonNode second = forgetful
                .admin()
                .post(
                        "/aws-mfa/devices/forget?max=1&key=" + key + "&after="
                                + first.get("next").asText(),
                        null);
        assertThat(second.get("forgotten").asInt()).isEqualTo(1);
        assertThat(second.get("left").asInt())
                .as("the one that cannot be loaded")
                .isEqualTo(1);
        assertThat(both.get(1).devices()).isEmpty();
    }

    @Test
    void asksTheVaultOnceForEachKey() {
        People people = People.of(asked);
        Vault.use(server, "mfa-key-1");
        List<Person> persons = List.of(people.withDevice(), people.withDevice());
        assertThat(server.logged("aws-mfa check of realm asked:", 1))
                .as("the check at first use is over, which asks the vault too")
                .isNotEmpty();
        Tables tables = Tables.of(asked);
        for (Person person : persons) {
            String id = idOf(person);
            tables.setSecretData(id, tables.secretData(id).replace("vault:mfa-key-1", "vault:broken"));
        }
        Vault.use(server, "broken");
        int before = failures(0);

        asked.admin().get("/aws-mfa/check");

        assertThat(failures(before + 1) - before).isEqualTo(1);
    }

    private static int failures(int atLeast) {
        return server.logged("The vault failed at the entry broken", atLeast).size();
    }

    private static JsonNode inTime(org.junit.jupiter.api.function.ThrowingSupplier<JsonNode> call) {
        return assertTimeoutPreemptively(Duration.ofMinutes(5), call);
    }

    private static String idOf(Person person) {
        return person.devices().get(0).get("id").asText();
    }
}
