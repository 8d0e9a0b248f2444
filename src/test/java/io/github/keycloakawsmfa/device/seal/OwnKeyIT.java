package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Vault;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.credential.CredentialModel;

/** Whoever may manage the realm may add, change and remove its key providers. */
@DisplayName("The realm's own key")
class OwnKeyIT {

    private static final byte[] KNOWN =
            "an administrator knows this key!".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final String REFUSAL =
            "A virtual MFA device cannot be stored: it was not sealed here for this user, or is"
                    + " no longer one of the user's devices. The server's log tells why.";

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.equipped()
            .entry("moved", "mfa-key-1", Vault.KEY)
            .entry("planted", "mfa-key-1", Vault.KEY)
            .entry("named", "short-key", "0123456789abcdef")
            .shared();

    @RegisterExtension
    static final TestRealm beside = TestRealm.on(server, "beside");

    @RegisterExtension
    static final TestRealm named = TestRealm.on(server, "named");

    @RegisterExtension
    static final TestRealm replaced = TestRealm.on(server, "replaced");

    @RegisterExtension
    static final TestRealm lost = TestRealm.on(server, "lost");

    @RegisterExtension
    static final TestRealm moved = TestRealm.on(server, "moved");

    @RegisterExtension
    static final TestRealm planted = TestRealm.on(server, "planted");

    @AfterEach
    void noVaultKey() {
        Vault.use(server, null);
    }

    @Test
    void isReadFromItsOwnProviderWhateverElseHasItsId() {
        People people = People.of(beside);
        Person person = people.withDevice();
        Person victim = people.newcomer();
        String kid = kid(beside);
        beside.admin()
                .create("/components", provider(beside, "another", kid, KNOWN).put("name", "other"));

        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
        assertThat(refused(put(beside, victim, forged(beside, victim, kid)))).isEqualTo(REFUSAL);
        assertThat(victim.devices()).isEmpty();

        ObjectNode own = ours(beside).get(0);
        ((ObjectNode) own.get("config")).putArray("enabled").add("false");
        ((ObjectNode) own.get("config")).putArray("active").add("true");
        beside.admin().put("/components/" + own.get("id").asText(), own);
        beside.clock().toNextStep();
        Person again = person.elsewhere();
        assertThat(again.code(again.signIn(), again.code()))
                .as("a switched off provider")
                .matches(Person::atAws);
    }

    @Test
    void tellsNobodyWhichVaultEntriesThereAre() {
        Person person = People.of(named).newcomer();
        for (String key : List.of("vault:short-key", "vault:nowhere", "realm:nothing", "vault:../short-key")) {
            ObjectNode row = forged(named, person, "x");
            row.put("secretData", row.get("secretData").asText().replace("realm:x", key));
            assertThat(refused(put(named, person, row))).as(key).isEqualTo(REFUSAL);
        }
        assertThat(server.log())
                .contains("it is sealed under a key that is not in use here")
                .doesNotContain("has 16 bytes");
        assertThat(person.events()).contains("UPDATE_CREDENTIAL_ERROR import_refused");
    }

    @Test
    void isMadeBySetUp() {
        assertThat(ours(replaced)).isEmpty();
        JsonNode changes = replaced.admin().post("/aws-mfa/setup", Map.of()).get("changes");
        assertThat(keyChange(changes)).isEqualTo("create");
        assertThat(ours(replaced)).hasSize(1);
        assertThat(keyChange(replaced.admin().post("/aws-mfa/setup", Map.of()).get("changes")))
                .isEqualTo("keep");

        People people = People.of(replaced);
        Person person = people.withDevice();
        Person victim = people.newcomer();
        String kid = kid(replaced);
        isNoticedWhenItWasReplaced(person, victim, kid);
        isMadeAnewWhenItIsGivenUp(person, victim, kid);
    }

    private void isNoticedWhenItWasReplaced(Person person, Person victim, String kid) {
        String id = ours(replaced).get(0).get("id").asText();
        replaced.admin().delete("/components/" + id);
        replaced.admin().create("/components", provider(replaced, id, kid, KNOWN));

        assertThat(findings(replaced)).contains("error key-changed").doesNotContain("error key-missing");
        assertThat(refused(put(replaced, victim, forged(replaced, victim, kid))))
                .isEqualTo(REFUSAL);
        assertThat(person.code(person.signIn(), person.code())).matches(page -> page.has("#virtual-mfa-unavailable"));
        assertThat(victim.signIn()).matches(page -> page.has("#virtual-mfa-unavailable"));
        assertThat(victim.lastEvent().details().get("reason")).contains("another one than the one that sealed first");
        assertThat(replaced.admin().send("POST", "/aws-mfa/setup", Map.of()).status())
                .isEqualTo(409);
    }

    private void isMadeAnewWhenItIsGivenUp(Person person, Person victim, String kid) {
        JsonNode forgotten = replaced.admin().post("/aws-mfa/devices/forget?key=realm:" + kid, null);

        assertThat(forgotten.get("forgotten").asInt()).isEqualTo(1);
        assertThat(forgotten.get("left").asInt()).isZero();
        assertThat(person.devices()).isEmpty();
        assertThat(findings(replaced)).noneMatch(finding -> finding.contains("key-changed"));
        assertThat(kid(replaced)).isNotEqualTo(kid);
        assertThat(refused(put(replaced, victim, forged(replaced, victim, kid))))
                .isEqualTo(REFUSAL);
        assertThat(refused(put(replaced, victim, forged(replaced, victim, kid(replaced)))))
                .isEqualTo(REFUSAL);
        assertThat(victim.elsewhere().assign().has("#virtual-mfa-assigned")).isTrue();
    }

    @Test
    void isNotSilentlyMadeAnewWhenItsProviderIsGone() {
        People people = People.of(lost);
        String kid = kid(lost);
        lost.admin().delete("/components/" + ours(lost).get(0).get("id").asText());

        Page page = people.newcomer().signIn();

        assertThat(page.has("#virtual-mfa-unavailable")).as(page.toString()).isTrue();
        assertThat(ours(lost)).isEmpty();
        assertThat(findings(lost)).contains("error key-missing");
        lost.admin().post("/aws-mfa/devices/forget?key=realm:" + kid, null);
        assertThat(ours(lost)).hasSize(1);
        assertThat(people.newcomer().assign().has("#virtual-mfa-assigned")).isTrue();
    }

    /** As {@code POST /admin/realms} or {@code kc.sh import} do it: exports have key providers and devices, not our tables. */
    @Test
    void comesBackWithARealmFromAnExportThoughAVaultIsInUseByNow() throws Exception {
        Person person = People.of(moved).withDevice();
        Tables tables = Tables.of(moved);
        ObjectNode component = ours(moved).get(0);
        String componentId = component.get("id").asText();
        for (String name : List.of("secret", "kid")) {
            ((ObjectNode) component.get("config")).putArray(name).add(tables.componentConfig(componentId, name));
        }
        ObjectNode export =
                (ObjectNode) moved.admin().post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null);
        component.remove("parentId");
        component.remove("providerType");
        ArrayNode keys = (ArrayNode) export.get("components").get("org.keycloak.keys.KeyProvider");
        for (int i = keys.size() - 1; i >= 0; i--) {
            if (keys.get(i).get("id").asText().equals(componentId)) {
                keys.set(i, component);
            } else {
                // Their secrets are masked.
                keys.remove(i);
            }
        }
        ObjectNode user = export.putArray("users").addObject();
        user.put("id", person.user().id())
                .put("username", person.user().username())
                .put("enabled", true);
        user.put("email", person.user().username() + "@example.test").put("emailVerified", true);
        ObjectNode row = (ObjectNode) person.devices().get(0);
        String device = row.get("id").asText();
        user.putArray("credentials").add(row.put("secretData", tables.secretData(device)));

        moved.admin().delete("");
        Vault.use(server, "mfa-key-1");
        AdminApi.Answer answer = server.admin().send("POST", "", export);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(person.devices()).hasSize(1);
        assertThat(moved.mailTo(person.user().username() + "@example.test"))
                .contains(": A virtual MFA device was assigned to your account\n")
                .contains("An administrator stored a virtual MFA device for your account");
        assertThat(findings(moved)).contains("info key-found", "warning devices-key-old");
        assertThat(moved.admin()
                        .post("/aws-mfa/devices/reseal", null)
                        .get("resealed")
                        .asInt())
                .isEqualTo(1);
    }

    /** Where a vault is in use, nobody asks for the realm's own key, and there is none until somebody puts one there. */
    @Test
    void isNoneThatSomebodyPutThereLater() {
        Vault.use(server, "mfa-key-1");
        People people = People.of(planted);
        people.withDevice();
        Person victim = people.newcomer();
        assertThat(ours(planted)).isEmpty();
        String realmId = planted.admin().get("").get("id").asText();
        String id =
                UUID.nameUUIDFromBytes(("virtual-mfa " + realmId).getBytes()).toString();
        planted.admin().create("/components", provider(planted, id, "planted-kid", KNOWN));

        assertThat(refused(put(planted, victim, forged(planted, victim, "planted-kid"))))
                .isEqualTo(REFUSAL);
        assertThat(victim.devices()).isEmpty();

        Vault.use(server, null);
        assertThat(people.newcomer().assign().has("#virtual-mfa-assigned")).isTrue();
        assertThat(kid(planted)).isNotEqualTo("planted-kid");
    }

    private static List<ObjectNode> ours(TestRealm realm) {
        return StreamSupport.stream(
                        realm.admin()
                                .get("/components?type=org.keycloak.keys.KeyProvider")
                                .spliterator(),
                        false)
                .filter(key -> key.get("name").asText().equals("virtual-mfa"))
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static String kid(TestRealm realm) {
        return Tables.of(realm).componentConfig(ours(realm).get(0).get("id").asText(), "kid");
    }

    private static ObjectNode provider(TestRealm realm, String id, String kid, byte[] secret) {
        ObjectNode component = AdminApi.JSON
                .createObjectNode()
                .put("name", "virtual-mfa")
                .put("providerId", "aes-generated")
                .put("providerType", "org.keycloak.keys.KeyProvider")
                .put("parentId", realm.admin().get("").get("id").asText());
        if (id.length() == 36) {
            component.put("id", id);
        }
        ObjectNode config = component.putObject("config");
        config.putArray("priority").add("1000");
        config.putArray("kid").add(kid);
        config.putArray("secret").add(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        config.putArray("secretSize").add("32");
        return component;
    }

    /** A device with a secret that the administrator knows, as our own code would seal it under a key that they know. */
    private static ObjectNode forged(TestRealm realm, Person person, String kid) {
        String id = UUID.randomUUID().toString();
        VirtualMfaDevice device = new VirtualMfaDevice(
                id,
                "forged",
                TotpParameters.AUTHENTICATOR_APP,
                TotpSecret.of(new byte[20]),
                Instant.ofEpochSecond(1_700_000_000),
                0);
        CredentialModel row = SealedDevice.seal(
                new MasterKey("realm:" + kid, KNOWN),
                realm.admin().get("").get("id").asText(),
                person.user().id(),
                device);
        return AdminApi.JSON
                .createObjectNode()
                .put("id", id)
                .put("type", "virtual-mfa")
                .put("userLabel", "forged")
                .put("credentialData", row.getCredentialData())
                .put("secretData", row.getSecretData());
    }

    private static AdminApi.Answer put(TestRealm realm, Person person, ObjectNode row) {
        ObjectNode user = (ObjectNode) person.json();
        user.putArray("credentials").add(row);
        return realm.admin().send("PUT", "/users/" + person.user().id(), user);
    }

    private static String refused(AdminApi.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        return answer.json().get("error").asText();
    }

    private static List<String> findings(TestRealm realm) {
        return StreamSupport.stream(
                        realm.admin().get("/aws-mfa/check").get("findings").spliterator(), false)
                .map(finding -> finding.get("severity").asText() + " "
                        + finding.get("id").asText())
                .toList();
    }

    private static String keyChange(JsonNode changes) {
        return StreamSupport.stream(changes.spliterator(), false)
                .filter(change -> change.get("what").asText().equals("key"))
                .findFirst()
                .orElseThrow()
                .get("action")
                .asText();
    }
}
