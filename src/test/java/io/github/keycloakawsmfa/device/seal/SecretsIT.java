package io.github.keycloakawsmfa.device.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.device.ledger.SecretEncodings;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("After an enrolment, a sign-in and a wrong code, the secret")
class SecretsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;
    private static Person owner;
    private static List<String> secret;
    private static String wizardUrl;

    @BeforeAll
    static void useADevice() {
        people = People.of(realm);
        owner = people.newcomer();
        Page wizard = owner.signIn();
        wizardUrl = wizard.uri().toString();
        String shown = wizard.text("#kc-totp-secret-key");
        assertThat(wizard.header("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        owner.assign(wizard);
        secret = SecretEncodings.of(owner.phone().key(), shown);
        assertThat(owner.phone().key()).hasSizeGreaterThanOrEqualTo(20);
        realm.clock().toNextStep();
        owner = owner.elsewhere();
        Page refused = owner.code(owner.signIn(), owner.wrongCode());
        assertThat(Person.atAws(owner.code(refused, owner.code()))).isTrue();
    }

    @Test
    void isInNoEventAndNoAddress() {
        assertThat(owner.events())
                .contains("UPDATE_CREDENTIAL assigned", "LOGIN_ERROR code_refused", "LOGIN code_accepted");
        assertThat(realm.admin().get("/events?max=1000").toString()).doesNotContain(secret);
        assertThat(realm.adminEvents().toString()).doesNotContain(secret);
        assertThat(wizardUrl).doesNotContain(secret);
    }

    @Test
    void isNotInTheLog() {
        assertThat(realm.server().log()).doesNotContain(secret);
    }

    @Test
    void isNotShownByTheAdminRest() {
        assertThat(owner.devices()).singleElement().satisfies(SecretsIT::showsNoMoreThanItsParameters);
        assertThat(owner.json().toString()).doesNotContain(secret);
        assertThat(realm.admin()
                        .post("/partial-export?exportClients=true&exportGroupsAndRoles=true", Map.of())
                        .toString())
                .doesNotContain(secret);
    }

    @Test
    void isNotShownToTheAccountConsole() throws Exception {
        JsonNode types = account("/credentials");
        List<JsonNode> devices = new ArrayList<>();
        for (JsonNode type : types) {
            if (type.get("type").asText().equals("virtual-mfa")) {
                assertThat(type.path("removeable").asBoolean()).isFalse();
                type.get("userCredentialMetadatas").forEach(device -> devices.add(device.get("credential")));
            }
        }
        assertThat(devices).singleElement().satisfies(SecretsIT::showsNoMoreThanItsParameters);
        assertThat(types.toString()).doesNotContain(secret);
    }

    @Test
    void isSealedInTheDatabase() throws Exception {
        String stored =
                Tables.of(realm).secretData(owner.devices().get(0).get("id").asText());
        JsonNode envelope = AdminApi.JSON.readTree(stored);
        assertThat(envelope.fieldNames()).toIterable().containsExactlyInAnyOrder("v", "k", "n", "c");
        byte[] ciphertext = Base64.getDecoder().decode(envelope.get("c").asText());
        assertThat(stored).doesNotContain(secret);
        assertThat(new String(ciphertext, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    }

    /** As somebody at the session cache sees it, who could also carry it to another tab. */
    @Test
    void ofAnOpenWizardIsSealedForItsTabAlone() {
        Person newcomer = people.newcomer();
        Page wizard = newcomer.signIn();
        Page other = newcomer.signIn();
        String shown = wizard.text("#kc-totp-secret-key");
        String note = newcomer.browser().open(noteOf(wizard)).source();
        assertThat(note)
                .startsWith("{")
                .doesNotContain(SecretEncodings.of(Phone.of(shown).key(), shown));
        assertThat(wizard.reload().text("#kc-totp-secret-key")).isEqualTo(shown);

        newcomer.browser().post(noteOf(other), Map.of("value", note));

        assertThat(newcomer.browser().open(noteOf(other)).source()).isEqualTo(note);
        assertThat(other.reload().text("#kc-totp-secret-key")).isNotEqualTo(shown);
    }

    private static URI noteOf(Page wizard) {
        String client = URLEncoder.encode(wizard.query("client_id").orElseThrow(), StandardCharsets.UTF_8);
        return URI.create(realm.testUrl("notes?name=virtual-mfa.pending&client=" + client + "&tab="
                + wizard.query("tab_id").orElseThrow()));
    }

    private static void showsNoMoreThanItsParameters(JsonNode device) {
        try {
            assertThat(device.has("secretData")).isFalse();
            assertThat(AdminApi.JSON.readTree(device.get("credentialData").asText()))
                    .isEqualTo(AdminApi.JSON.readTree("{\"v\":1,\"algorithm\":\"SHA1\",\"digits\":6,\"period\":30}"));
        } catch (java.io.IOException e) {
            throw new AssertionError(device.toString(), e);
        }
    }

    /** The account REST API, as the owner's own console asks it. */
    private static JsonNode account(String below) throws Exception {
        realm.client(client -> client.put("clientId", "account-reader")
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true));
        Page token = Browser.create()
                .post(
                        realm.url("/protocol/openid-connect/token"),
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "account-reader",
                                "username",
                                owner.user().username(),
                                "password",
                                owner.user().password()));
        URI uri = realm.url("/account" + below);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Bearer "
                                + AdminApi.JSON
                                        .readTree(token.source())
                                        .path("access_token")
                                        .asText())
                .build();
        return AdminApi.JSON.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }
}
