package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keycloak looks for a realm's entry in the file REALM_ENTRY. */
@DisplayName("When the server names a vault entry")
class VaultKeyIT {

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped()
            .entry("full", "mfa-key-1", Vault.KEY)
            .entry("short", "mfa-key-1", "0123456789abcdef0123456789abcde")
            .shared();

    @RegisterExtension
    static final TestRealm full = TestRealm.on(server, "full");

    @RegisterExtension
    static final TestRealm tooShort = TestRealm.on(server, "short");

    @RegisterExtension
    static final TestRealm missing = TestRealm.on(server, "missing");

    @BeforeAll
    static void vaultKey() {
        Vault.use(server, "mfa-key-1");
    }

    @AfterAll
    static void noVaultKey() {
        Vault.use(server, null);
    }

    @Test
    void itSealsDevicesAndSignsEvidence() throws Exception {
        Person person = People.of(full).withDevice();
        assertThat(Person.atAws(person.code(person.signIn(), person.code()))).isTrue();
        assertThat(Person.atAws(person.open())).as("by the cookie alone").isTrue();

        String sealed =
                Tables.of(full).secretData(person.devices().get(0).get("id").asText());
        assertThat(AdminApi.JSON.readTree(sealed).get("k").asText()).isEqualTo("vault:mfa-key-1");
        hasNoKeyOfItsOwn(full);
    }

    @Test
    void aRealmWithoutItIsRefused() {
        refuses(missing, "The vault has no entry mfa-key-1");
    }

    @Test
    void anEntryOf31BytesIsRefused() {
        refuses(tooShort, "The key vault:mfa-key-1 has 31 bytes and needs 32");
    }

    private static void refuses(TestRealm realm, String why) {
        Person person = People.of(realm).newcomer();

        Page page = person.signIn();

        assertThat(page.has("#virtual-mfa-unavailable")).as(page.toString()).isTrue();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.source()).doesNotContain("vault", "mfa-key-1");
        assertThat(page.html().text()).contains("MFA devices cannot be assigned or changed right now.");
        assertThat(page.text("#virtual-mfa-quote"))
                .as("a sentence names what only administrators know")
                .endsWith(" · " + person.lastEvent().details().get("reference"));
        assertThat(realm.server().log())
                .contains("reference=\"" + person.lastEvent().details().get("reference") + "\"");
        assertThat(person.lastEvent().type()).isEqualTo("UPDATE_CREDENTIAL_ERROR");
        assertThat(person.lastEvent().details().get("reason"))
                .contains(why)
                .contains("--spi-credential--virtual-mfa--vault-key");
        assertThat(server.log()).contains(why);
        assertThat(person.devices()).isEmpty();
        hasNoKeyOfItsOwn(realm);
    }

    private static void hasNoKeyOfItsOwn(TestRealm realm) {
        for (JsonNode key : realm.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            assertThat(key.get("name").asText()).isNotEqualTo("virtual-mfa");
        }
    }
}
