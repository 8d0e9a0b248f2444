package io.github.keycloakawsmfa.admin.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the address asks of everybody who comes, as Keycloak's account REST does. */
@DisplayName("The address of users' own calls")
class OwnCallsIT {

    private static final String DEVICES = "/aws-mfa/devices";
    private static final String SITE = "https://site.example.test";

    /** From 26.8.2 on Keycloak refuses an application's token before it looks at the path. */
    private static final List<Integer> NOT_THERE = List.of(404, 401);

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.put("accessTokenLifespan", 3600));

    private static OwnTokens tokens;
    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.client(client -> {
            client.put("clientId", "site").put("publicClient", true);
            client.putArray("redirectUris").add(TestRealm.APP.toString());
            client.putArray("webOrigins").add(SITE);
        });
        tokens = new OwnTokens(realm, "site");
    }

    @Test
    void isNotBelowThatOfAdministrators() {
        Person person = people.withDevice();
        String token = tokens.accessToken(person);
        AdminApi there = realm.admin().bearing(token);
        for (String path : List.of("/aws-mfa/me/devices", "/aws-mfa/me/devices/pending")) {
            assertThat(realm.admin().send("GET", path, null).status()).isEqualTo(404);
            assertThat(there.send("GET", path, null).status()).isIn(NOT_THERE);
        }
        assertThat(there.send("POST", "/aws-mfa/me/devices", Map.of("name", "phone"))
                        .status())
                .isIn(NOT_THERE);
        assertThat(tokens.bearing(token).get(DEVICES)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer nonsense",
                "Bearer a.b.c",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Basic YTpi",
                "DPoP nonsense"
            })
    void takesAValidTokenOnly(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(realm.url(DEVICES));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        isUnauthorized(send(request), !authorization.isEmpty());
    }

    @Test
    void takesNoTokenThatIsCookieIdTokenOrRefreshToken() throws Exception {
        Map<String, String> grant = tokens.grant(people.withDevice());
        assertThat(grant).containsKeys("id_token", "refresh_token");
        for (String token : new String[] {grant.get("id_token"), grant.get("refresh_token")}) {
            isUnauthorized(send(asking(token)), true);
        }
        String forged = grant.get("access_token");
        isUnauthorized(send(asking(forged.substring(0, forged.length() - 8) + "AAAAAAAA")), true);
    }

    @Test
    void takesNoTokenFromBeforeTheRealmsNotBefore() {
        AdminApi api = tokens.of(people.withDevice());
        assertThat(api.get(DEVICES)).hasSize(1);
        realm.change(json -> json.put("notBefore", realm.clock().now().getEpochSecond() + 60));
        try {
            assertThat(api.send("GET", DEVICES, null).status()).isEqualTo(401);
        } finally {
            realm.change(json -> json.put("notBefore", 0));
        }
        assertThat(api.get(DEVICES)).hasSize(1);
    }

    @Test
    void takesNoTokenOfADisabledUserOrClient() {
        Person person = people.withDevice();
        AdminApi api = tokens.of(person);
        realm.admin().put("/users/" + person.user().id(), Map.of("enabled", false));
        assertThat(api.send("GET", DEVICES, null).status()).isEqualTo(401);

        AdminApi another = tokens.of(people.withDevice());
        String site = "/clients/" + realm.clientUuid("site");
        realm.admin().put(site, Map.of("enabled", false));
        try {
            assertThat(another.send("GET", DEVICES, null).status()).isEqualTo(401);
        } finally {
            realm.admin().put(site, Map.of("enabled", true));
        }
    }

    @Test
    void isShutWithTheRealmAndWithItsAccountManagement() {
        AdminApi api = tokens.of(people.withDevice());
        realm.change(json -> json.put("enabled", false));
        try {
            refuses(api.send("GET", DEVICES, null), 403, "disabled");
        } finally {
            realm.change(json -> json.put("enabled", true));
        }
        String account = "/clients/" + realm.clientUuid("account");
        realm.admin().put(account, Map.of("enabled", false));
        try {
            refuses(api.send("GET", DEVICES, null), 404, "account");
        } finally {
            realm.admin().put(account, Map.of("enabled", true));
        }
        assertThat(api.get(DEVICES)).hasSize(1);
    }

    @Test
    void letsPagesAtTheApplicationsOriginsCall() throws Exception {
        Person person = people.withDevice();
        String token = tokens.accessToken(person);
        for (String below : new String[] {"", "/pending", "/some-device/enable"}) {
            HttpResponse<String> preflight = send(HttpRequest.newBuilder(realm.url(DEVICES + below))
                    .header("Origin", SITE)
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "authorization,content-type")
                    .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo(SITE);
            assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("GET", "POST", "DELETE");
            assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("Authorization", "Content-Type");
        }
        HttpResponse<String> list = send(asking(token).header("Origin", SITE));
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(header(list, "Access-Control-Allow-Origin")).isEqualTo(SITE);
        HttpResponse<String> refused = send(HttpRequest.newBuilder(realm.url(DEVICES + "/none/rename"))
                .header("Authorization", "Bearer " + token)
                .header("Origin", SITE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(header(refused, "Access-Control-Allow-Origin"))
                .as("the page may read why")
                .isEqualTo(SITE);
    }

    @Test
    void andNoOthers() throws Exception {
        Person person = people.withDevice();
        String token = tokens.accessToken(person);
        HttpResponse<String> answer = send(asking(token).header("Origin", "https://elsewhere.example.test"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.body())
                .doesNotContain(person.devices().get(0).get("id").asText());
        URI own = realm.url("");
        assertThat(send(asking(token).header("Origin", "http://" + own.getAuthority()))
                        .statusCode())
                .as("Keycloak's own pages")
                .isEqualTo(200);
    }

    /** A lightweight token does not name the origins: the client does. */
    @Test
    void whateverTheTokenSays() throws Exception {
        realm.client(client -> {
            client.put("clientId", "light-site").put("publicClient", true);
            client.putArray("redirectUris").add(TestRealm.APP.toString());
            client.putArray("webOrigins").add("+");
            client.putObject("attributes").put("client.use.lightweight.access.token.enabled", "true");
        });
        String token = new OwnTokens(realm, "light-site").accessToken(people.withDevice());
        String site = "https://" + TestRealm.APP.getAuthority();
        HttpResponse<String> answer = send(asking(token).header("Origin", site));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(site);
        assertThat(send(asking(token).header("Origin", SITE)).statusCode()).isEqualTo(403);
    }

    @Test
    void keepsItsAnswersFromCaches() throws Exception {
        String token = tokens.accessToken(people.withDevice());
        HttpResponse<String> created = send(HttpRequest.newBuilder(realm.url(DEVICES))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"second\"}")));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        for (HttpResponse<String> answer : List.of(created, send(asking(token)))) {
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        }
    }

    private static HttpRequest.Builder asking(String token) {
        return HttpRequest.newBuilder(realm.url(DEVICES)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.header("Accept", "application/json").build(), BodyHandlers.ofString());
    }

    /** RFC 6750: who brought nothing is told how to come, and who brought something that it is not good. */
    private static void isUnauthorized(HttpResponse<String> answer, boolean brought) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        String challenge = header(answer, "WWW-Authenticate");
        assertThat(challenge).startsWith("Bearer realm=\"" + realm.name() + "\"");
        assertThat(challenge.contains("invalid_token")).isEqualTo(brought);
        assertThat(AdminApi.JSON.readTree(answer.body()).get("errorMessage").asText())
                .contains("token");
    }

    private static void refuses(AdminApi.Answer answer, int status, String sentence) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().get("errorMessage").asText()).contains(sentence);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
