package io.github.keycloakawsmfa.device.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the realm's own key to one in the vault, to the next one, and what to do when one is lost. */
@DisplayName("When the key changes")
class KeyChangeIT {

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped()
            .entry("resealed", "mfa-key-1", Vault.KEY)
            .entry("resealed", "mfa-key-2", "fedcba9876543210fedcba9876543210")
            .entry("losing", "mfa-key-1", Vault.KEY)
            .shared();

    @RegisterExtension
    static final TestRealm resealed = TestRealm.on(server, "resealed");

    @RegisterExtension
    static final TestRealm losing = TestRealm.on(server, "losing");

    @RegisterExtension
    static final TestRealm without = TestRealm.on(server, "without");

    @AfterEach
    void noVaultKey() {
        Vault.use(server, null);
    }

    @Test
    void newSecretsAreSealedUnderItAndOldOnesAreSealedAnewInBatches() {
        People people = People.of(resealed);
        Person first = people.withDevice();
        Person second = people.withDevice();
        Vault.use(server, "mfa-key-1");
        Person third = people.withDevice();
        assertThat(keyOf(third)).isEqualTo("vault:mfa-key-1");
        Vault.use(server, "mfa-key-2");
        Person fourth = people.withDevice();

        assertThat(keyOf(first)).startsWith("realm:");
        assertThat(keyOf(third)).isEqualTo("vault:mfa-key-1");
        assertThat(keyOf(fourth)).isEqualTo("vault:mfa-key-2");
        assertThat(uses())
                .containsExactlyInAnyOrder(
                        keyOf(first) + " 2 old available",
                        "vault:mfa-key-1 1 old available",
                        "vault:mfa-key-2 1 current available");
        List<Person> all = List.of(first, second, third, fourth);
        all.forEach(KeyChangeIT::signsInOnce);

        JsonNode cutOff = reseal("?max=2");
        assertThat(cutOff.get("key").asText()).isEqualTo("vault:mfa-key-2");
        assertThat(cutOff.get("resealed").asInt()).isEqualTo(2);
        assertThat(cutOff.get("left").asInt()).isEqualTo(1);
        assertThat(cutOff.get("failed")).isEmpty();
        all.forEach(KeyChangeIT::signsInOnce);

        JsonNode rest = reseal("?max=2&after=" + cutOff.get("next").asText());
        assertThat(rest.get("resealed").asInt()).isEqualTo(1);
        assertThat(rest.get("left").asInt()).isZero();
        assertThat(rest.has("next") && !rest.get("next").isNull()).isFalse();
        assertThat(reseal("").get("resealed").asInt()).as("nothing is left").isZero();
        assertThat(all.stream().map(KeyChangeIT::keyOf)).containsOnly("vault:mfa-key-2");
        all.forEach(KeyChangeIT::signsInOnce);
        assertThat(resealed.adminEvents().toString()).contains("AWS_MFA_KEY");
    }

    @Test
    void aKeyThatIsSetButMissingLetsNothingFallBackToTheRealmsOwn() {
        People people = People.of(without);
        Person owner = people.withDevice();
        Person newcomer = people.newcomer();
        Vault.use(server, "mfa-key-1");

        Page refused = newcomer.signIn();
        assertThat(refused.has("#virtual-mfa-unavailable"))
                .as(refused.toString())
                .isTrue();
        assertThat(newcomer.lastEvent().details().get("reason")).contains("mfa-key-1", "--" + Vault.OPTION);
        assertThat(newcomer.devices()).isEmpty();
        assertThat(without.admin()
                        .send("POST", "/aws-mfa/devices/reseal", Map.of())
                        .status())
                .isEqualTo(503);
        assertThat(Person.atAws(owner.code(owner.signIn(), owner.code())))
                .as("the key that the device is sealed under is there")
                .isTrue();

        Vault.use(server, null);
        without.clock().toNextStep();
        signsInOnce(owner);
    }

    @Test
    void devicesOfALostKeyAreForgottenAndTheirOwnersEnrolAnew() {
        People people = People.of(losing);
        Vault.use(server, "mfa-key-1");
        Person kept = people.withDevice();
        Vault.use(server, null);
        Person owner = people.withDevice();
        String lost = keyOf(losing, owner);
        assertThat(forget("?key=" + lost).status()).as("it is there").isEqualTo(409);
        for (JsonNode key : losing.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (key.get("name").asText().equals("virtual-mfa")) {
                losing.admin().delete("/components/" + key.get("id").asText());
            }
        }

        Page unavailable = owner.code(owner.signIn(), owner.code());
        assertThat(unavailable.has("#virtual-mfa-unavailable"))
                .as(unavailable.toString())
                .isTrue();
        assertThat(owner.lastEvent().details().get("reason")).contains(lost);
        JsonNode dryRun = forget("?key=" + lost + "&dryRun=true").json();
        assertThat(dryRun.get("left").asInt()).isEqualTo(1);
        assertThat(dryRun.get("forgotten").asInt()).isZero();
        assertThat(owner.devices()).hasSize(1);

        JsonNode done = forget("?key=" + lost).json();
        assertThat(done.get("forgotten").asInt()).isEqualTo(1);
        assertThat(done.get("left").asInt()).isZero();
        assertThat(owner.devices()).isEmpty();
        assertThat(owner.events()).contains("REMOVE_CREDENTIAL key_given_up");
        assertThat(losing.adminEvents().toString()).contains("AWS_MFA_KEY", lost);
        assertThat(owner.elsewhere().assign().has("#virtual-mfa-assigned")).isTrue();
        assertThat(keyOf(losing, owner)).startsWith("realm:").isNotEqualTo(lost);
        assertThat(kept.devices()).as("another key's").hasSize(1);
        assertThat(forget("?key=" + lost).json().get("forgotten").asInt()).isZero();
    }

    private static void signsInOnce(Person person) {
        server.clock().toNextStep();
        Person somewhere = person.elsewhere();
        String code = somewhere.code();
        assertThat(Person.atAws(somewhere.code(somewhere.signIn(), code))).isTrue();
        Person elsewhere = person.elsewhere();
        assertThat(Person.atAws(elsewhere.code(elsewhere.signIn(), code)))
                .as("again")
                .isFalse();
    }

    private static String keyOf(Person person) {
        return keyOf(resealed, person);
    }

    private static String keyOf(TestRealm realm, Person person) {
        return realm.admin()
                .get("/aws-mfa/users/" + person.user().id() + "/devices")
                .get(0)
                .get("keyId")
                .asText();
    }

    private static List<String> uses() {
        return StreamSupport.stream(
                        resealed.admin().get("/aws-mfa/devices/keys").spliterator(), false)
                .map(use -> use.get("keyId").asText() + " " + use.get("devices").asInt()
                        + (use.get("current").asBoolean() ? " current" : " old")
                        + (use.get("available").asBoolean() ? " available" : " lost"))
                .toList();
    }

    private static JsonNode reseal(String query) {
        AdminApi.Answer answer = resealed.admin().send("POST", "/aws-mfa/devices/reseal" + query, Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static AdminApi.Answer forget(String query) {
        return losing.admin().send("POST", "/aws-mfa/devices/forget" + query, Map.of());
    }

    /** Names the vault entry as the server's option does; null takes the option away. */
}
