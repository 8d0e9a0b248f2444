package io.github.keycloakawsmfa.admin.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More tokens than are handled in one transaction. */
@DisplayName("When the key changes, hardware tokens")
class TokenKeysIT {

    private static final int TOKENS = 230;

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped()
            .entry("tokens-resealed", "mfa-key-1", Vault.KEY)
            .entry("tokens-lost", "mfa-key-1", Vault.KEY)
            .shared();

    @RegisterExtension
    static final TestRealm resealed = TestRealm.on(server, "tokens-resealed");

    @RegisterExtension
    static final TestRealm losing = TestRealm.on(server, "tokens-lost");

    @AfterEach
    void noVaultKey() {
        Vault.use(server, null);
    }

    @Test
    @DisplayName("are sealed anew behind all devices, and activated afterwards as before")
    void resealed() {
        People people = People.of(resealed);
        List<CardToken> tokens = imported(resealed);
        Person owner = people.withDevice();
        Vault.use(server, "mfa-key-1");
        assertThat(use(resealed, "vault:mfa-key-1").get("tokens").asInt()).isZero();

        JsonNode first = post(resealed, "reseal?max=1");
        assertThat(first.get("key").asText()).isEqualTo("vault:mfa-key-1");
        assertThat(first.get("resealed").asInt()).isEqualTo(1);
        assertThat(first.get("tokens").asInt()).isEqualTo(TOKENS);
        assertThat(first.get("left").asInt()).isZero();
        assertThat(first.has("next")).isFalse();
        assertThat(use(resealed, "vault:mfa-key-1").get("tokens").asInt()).isEqualTo(TOKENS);
        assertThat(resealed.admin().get("/aws-mfa/devices/keys")).hasSize(1);
        assertThat(post(resealed, "reseal").get("tokens").asInt()).isZero();
        assertThat(post(resealed, "reseal?after=token:CARD-1").get("resealed").asInt())
                .isZero();

        assertThat(owner.devices()).hasSize(1);
        CardToken token = tokens.get(TOKENS / 2);
        Person person = people.newcomer();
        Page form = person.signIn().form(Person.WIZARD).press("#virtual-mfa-use-token");
        String code1 = token.code();
        Page done = form.form("#virtual-mfa-token-form")
                .set("serial", token.serial())
                .set("code1", code1)
                .set("code2", token.nextCode())
                .submit();
        assertThat(done.has("#virtual-mfa-assigned")).as(done.toString()).isTrue();
    }

    @Test
    @DisplayName("under a lost key are told by the check, and given up with it")
    void lost() {
        imported(losing);
        String lost =
                losing.admin().get("/aws-mfa/devices/keys").get(0).get("keyId").asText();
        for (JsonNode key : losing.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (key.get("name").asText().equals("virtual-mfa")) {
                losing.admin().delete("/components/" + key.get("id").asText());
            }
        }

        assertThat(losing.admin().get("/aws-mfa/check").toString())
                .contains("devices-key-missing", TOKENS + " hardware tokens are sealed under a key that is missing");
        JsonNode dry = post(losing, "forget?dryRun=true&key=" + lost);
        assertThat(dry.get("left").asInt()).isEqualTo(TOKENS);
        assertThat(dry.get("tokens").asInt()).isZero();

        JsonNode done = post(losing, "forget?key=" + lost);
        assertThat(done.get("tokens").asInt()).isEqualTo(TOKENS);
        assertThat(done.get("forgotten").asInt()).isZero();
        assertThat(done.get("left").asInt()).isZero();
        assertThat(losing.admin().get("/aws-mfa/tokens").get("tokens")).isEmpty();
        imported(losing);
        assertThat(losing.admin()
                        .get("/aws-mfa/devices/keys")
                        .get(0)
                        .get("keyId")
                        .asText())
                .startsWith("realm:")
                .isNotEqualTo(lost);
    }

    private static List<CardToken> imported(TestRealm realm) {
        List<CardToken> tokens = new ArrayList<>();
        IntStream.range(0, TOKENS).forEach(i -> tokens.add(CardToken.of(realm, "CARD-" + i)));
        String table = tokens.stream()
                .map(token -> token.serial() + "," + token.hexKey() + ",totp,6," + token.period())
                .collect(Collectors.joining("\n"));
        realm.admin().post("/aws-mfa/tokens", Map.of("file", table));
        return tokens;
    }

    private static JsonNode use(TestRealm realm, String keyId) {
        for (JsonNode use : realm.admin().get("/aws-mfa/devices/keys")) {
            if (use.get("keyId").asText().equals(keyId)) {
                return use;
            }
        }
        throw new AssertionError("No key " + keyId);
    }

    private static JsonNode post(TestRealm realm, String call) {
        return realm.admin().post("/aws-mfa/devices/" + call, Map.of());
    }
}
