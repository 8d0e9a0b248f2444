package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.Impersonator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose token is good for changes of one's own devices (rules S6, S13). */
@DisplayName("One's own devices are not changed")
class RefusedTokensIT {

    private static final String DEVICES = "/aws-mfa/devices";

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm another = TestRealm.create();

    private static OwnTokens tokens;
    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        tokens = OwnTokens.of(realm, "app");
    }

    @Test
    void byAnImpersonatedSession() {
        Person victim = people.withDevice();
        Browser browser = Browser.create();
        impersonator(victim, browser).impersonate();
        hasNoStanding(tokens.of(browser), victim);
    }

    @Test
    void byALaunderedOne() {
        Person victim = people.withDevice();
        Browser browser = Browser.create();
        impersonator(victim, browser).launder();
        hasNoStanding(tokens.of(browser), victim);
    }

    /** It proves a password, and leaves no trace of that in the session: an impersonation looks the same there. */
    @Test
    void byAPasswordGrant() {
        realm.client(client ->
                client.put("clientId", "direct").put("publicClient", true).put("directAccessGrantsEnabled", true));
        Person person = people.withDevice();
        AdminApi api = tokens.bearing(tokens.token(Map.of(
                "grant_type", "password",
                "client_id", "direct",
                "scope", "openid",
                "username", person.user().username(),
                "password", person.user().password())));
        hasNoStanding(api, person);
    }

    /** {@code kcadm.sh config credentials} asks for such a token: without the account's roles in 26.7, with them in 26.4. */
    @Test
    void byKcadmsOwnSignIn() {
        Person person = people.withDevice();
        AdminApi api = realm.admin()
                .outside(realm.name())
                .as(realm.name(), person.user().username(), person.user().password());
        assertThat(api.send("POST", DEVICES, Map.of("name", "phone")).status()).isEqualTo(403);
        assertThat(api.send(
                                "POST",
                                DEVICES + "/"
                                        + person.devices().get(0).get("id").asText() + "/rename",
                                Map.of("name", "phone"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void byAnOfflineTokenOnceTheSessionIsOver() {
        Person person = people.withDevice();
        var arrived = person.signIn(
                URI.create(realm.signInAt("app").toString().replace("scope=openid", "scope=openid%20offline_access")));
        AdminApi api = tokens.bearing(tokens.token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                arrived.query("code").orElseThrow(),
                "redirect_uri",
                TestRealm.APP.toString(),
                "client_id",
                "app")));
        realm.admin()
                .get("/users/" + person.user().id() + "/sessions")
                .forEach(session ->
                        realm.admin().delete("/sessions/" + session.get("id").asText()));
        hasNoStanding(api, person);
    }

    /** It is refused too while the session lives that it was got in: it may be redeemed long after. */
    @Test
    void byAnOfflineToken() {
        Person person = people.withDevice();
        AdminApi online = tokens.of(person);
        String address = realm.signInAt("app").toString().replace("scope=openid", "scope=openid%20offline_access");
        AdminApi offline = tokens.bearing(tokens.accessToken(person.browser().open(address)));
        assertThat(renames(offline, person)).isEqualTo(403);
        assertThat(renames(online, person)).isEqualTo(200);
    }

    /** Whoever approves on a phone has shown no password; the session has AUTH_TIME all the same. */
    @Test
    void byAnApprovalInTheBackground() {
        realm.client(client -> {
            client.put("clientId", "ciba").put("secret", "ciba-secret");
            client.putObject("attributes").put("oidc.ciba.grant.enabled", "true");
        });
        Person person = people.withDevice();
        Map<String, String> client = Map.of("client_id", "ciba", "client_secret", "ciba-secret");
        String request = tokens.answer(
                        "/ext/ciba/auth",
                        client,
                        Map.of("scope", "openid", "login_hint", person.user().username()))
                .get("auth_req_id")
                .asText();
        String token = tokens.answer(
                        "/token",
                        client,
                        Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", request))
                .get("access_token")
                .asText();
        hasNoStanding(tokens.bearing(token), person);
    }

    /** Its application has a session of a sign-in with a browser, and another one's token in its hands. */
    @Test
    void byAnExchangedToken() {
        realm.client(client -> {
            client.put("clientId", "exchanger").put("secret", "exchanger-secret");
            client.putArray("redirectUris").add(TestRealm.APP.toString());
            client.putObject("attributes").put("standard.token.exchange.enabled", "true");
        });
        realm.app("for-exchange");
        realm.admin()
                .post(
                        "/clients/" + realm.clientUuid("for-exchange") + "/protocol-mappers/models",
                        Map.of(
                                "name", "exchanger",
                                "protocol", "openid-connect",
                                "protocolMapper", "oidc-audience-mapper",
                                "config",
                                        Map.of("included.client.audience", "exchanger", "access.token.claim", "true")));
        Person person = people.withDevice();
        person.signIn(realm.signInAt("exchanger"));
        OwnTokens ofTheOther = new OwnTokens(realm, "for-exchange");
        String subject = ofTheOther.accessToken(person.browser().open(realm.signInAt("for-exchange")));
        String token = tokens.answer(
                        "/token",
                        Map.of("client_id", "exchanger", "client_secret", "exchanger-secret"),
                        Map.of(
                                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                                "subject_token", subject,
                                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"))
                .get("access_token")
                .asText();
        person.browser().open(realm.signInAt("exchanger"));
        hasNoStanding(tokens.bearing(token), person);
    }

    @Test
    void byASessionThatIsOver() {
        Person person = people.withDevice();
        AdminApi api = tokens.of(person);
        realm.admin().post("/users/" + person.user().id() + "/logout", Map.of());
        assertThat(api.send("POST", DEVICES, Map.of("name", "phone")).status()).isEqualTo(401);
        assertThat(api.send("GET", DEVICES, null).status()).isEqualTo(401);
    }

    @Test
    void byAnApplicationThatMayNotManageTheAccount() {
        realm.client(client -> {
            client.put("clientId", "stranger").put("publicClient", true).put("fullScopeAllowed", false);
            client.putArray("redirectUris").add(TestRealm.APP.toString());
        });
        Person person = people.withDevice();
        AdminApi stranger = new OwnTokens(realm, "stranger").of(person);
        assertThat(stranger.send("GET", DEVICES, null).status())
                .as("its token is not for the account at all")
                .isEqualTo(401);
        audience("stranger");
        AdminApi api = new OwnTokens(realm, "stranger").of(person.elsewhere());
        for (String path : List.of("", "/pending")) {
            AdminApi.Answer seen = api.send("GET", DEVICES + path, null);
            assertThat(seen.status()).as(seen.toString()).isEqualTo(403);
        }
        everyChange(person).forEach((path, body) -> {
            AdminApi.Answer answer = api.send("POST", DEVICES + path, body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.json().get("errorMessage").asText()).contains("manage-account");
        });
        assertThat(api.send("DELETE", DEVICES + "/nothing", null).status()).isEqualTo(403);
    }

    /** It may look, and no more. */
    @Test
    void byAnApplicationThatMayOnlyViewTheProfile() {
        String viewer = realm.client(client -> {
            client.put("clientId", "viewer").put("publicClient", true).put("fullScopeAllowed", false);
            client.putArray("redirectUris").add(TestRealm.APP.toString());
        });
        String account = realm.clientUuid("account");
        realm.admin()
                .post(
                        "/clients/" + viewer + "/scope-mappings/clients/" + account,
                        List.of(realm.admin().get("/clients/" + account + "/roles/view-profile")));
        Person person = people.withDevice();
        AdminApi api = new OwnTokens(realm, "viewer").of(person);
        assertThat(api.get(DEVICES)).hasSize(1);
        assertThat(api.get(DEVICES + "/pending")).isEmpty();
        everyChange(person).forEach((path, body) -> {
            AdminApi.Answer answer = api.send("POST", DEVICES + path, body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.json().get("errorMessage").asText()).contains("manage-account");
        });
    }

    /** Its tokens name no roles and no audience: Keycloak knows them all the same. */
    @Test
    void butByALightweightTokenTheyAre() {
        realm.client(client -> {
            client.put("clientId", "light").put("publicClient", true);
            client.putArray("redirectUris").add(TestRealm.APP.toString());
            client.putObject("attributes").put("client.use.lightweight.access.token.enabled", "true");
        });
        Person person = people.withDevice();
        AdminApi api = new OwnTokens(realm, "light").of(person);
        assertThat(api.get(DEVICES)).hasSize(1);
        assertThat(api.send(
                                "POST",
                                DEVICES + "/"
                                        + person.devices().get(0).get("id").asText() + "/rename",
                                Map.of("name", "new"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void byAServiceAccount() {
        realm.client(client ->
                client.put("clientId", "robot").put("secret", "robot-secret").put("serviceAccountsEnabled", true));
        AdminApi api = tokens.bearing(tokens.token(
                Map.of("grant_type", "client_credentials", "client_id", "robot", "client_secret", "robot-secret")));
        AdminApi.Answer answer = api.send("GET", DEVICES, null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.json().get("errorMessage").asText()).contains("service account");
    }

    @Test
    void byTheServersAdministratorWhoIsNobodyHere() {
        for (String method : List.of("GET", "POST")) {
            AdminApi.Answer answer = realm.admin()
                    .outside(realm.name())
                    .send(method, DEVICES, method.equals("GET") ? null : Map.of("name", "phone"));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        }
    }

    @Test
    void byAUserOfAnotherRealm() {
        var user = another.user("somebody");
        AdminApi api =
                another.server().admin().outside(realm.name()).as(another.name(), user.username(), user.password());
        assertThat(api.send("GET", DEVICES, null).status()).isEqualTo(401);
        assertThat(api.send("POST", DEVICES, Map.of("name", "phone")).status()).isEqualTo(401);
    }

    /** Every right over the realm is none over what is one's own: the same code is owed. */
    @Test
    void byARealmAdministratorWithoutACode() {
        Person person = people.newcomer();
        realm.grant(person.user(), realm.clientUuid("realm-management"), "realm-admin");
        AdminApi.Answer answer = tokens.of(person).send("POST", DEVICES, Map.of("name", "phone"));
        assertThat(answer.json().get("outcome").asText()).as(answer.toString()).isEqualTo("first_device");
    }

    /** Nothing is done, not even what is free, and each refusal is one event. The list shows no secret, and is shown. */
    private static void hasNoStanding(AdminApi api, Person person) {
        assertThat(api.send("GET", DEVICES, null).status()).isEqualTo(200);
        String before = person.devices().toString();
        everyChange(person).forEach((path, body) -> {
            int events = person.events().size();
            AdminApi.Answer answer = api.send("POST", DEVICES + path, body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.json().get("errorMessage").asText()).contains("Sign in with a browser");
            assertThat(person.events()).hasSize(events + 1).endsWith("UPDATE_CREDENTIAL_ERROR not_authenticated");
        });
        assertThat(api.send("DELETE", DEVICES + "/nothing", null).status()).isEqualTo(403);
        assertThat(person.devices()).hasToString(before);
    }

    private static int renames(AdminApi api, Person person) {
        String device = person.devices().get(0).get("id").asText();
        return api.send("POST", DEVICES + "/" + device + "/rename", Map.of("name", "new"))
                .status();
    }

    /** Each would be done with this body. */
    private static Map<String, Object> everyChange(Person person) {
        String device = "/" + person.devices().get(0).get("id").asText();
        Map<String, String> pair = Unassigned.body(person.codes());
        return Map.of(
                "",
                Map.of("name", "phone"),
                device + "/rename",
                Map.of("name", "new"),
                device + "/resync",
                pair,
                device + "/deactivate",
                Map.of("code", person.code()),
                device + "/enable",
                Map.of("code", person.code(), "code1", pair.get("code1"), "code2", pair.get("code2")));
    }

    /** From now on the client's tokens are meant for the account, with whatever roles they have. */
    private static void audience(String clientId) {
        realm.admin()
                .post(
                        "/clients/" + realm.clientUuid(clientId) + "/protocol-mappers/models",
                        Map.of(
                                "name",
                                "account",
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                "oidc-audience-mapper",
                                "config",
                                Map.of("included.client.audience", "account", "access.token.claim", "true")));
    }

    private static Impersonator impersonator(Person victim, Browser browser) {
        return new Impersonator(realm, browser, victim.user(), "app");
    }
}
