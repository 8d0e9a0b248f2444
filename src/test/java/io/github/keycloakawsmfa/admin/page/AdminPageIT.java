package io.github.keycloakawsmfa.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi.Answer;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the page is switched on and sent; walk/AdminPageWalkIT looks at it in a browser. */
class AdminPageIT {

    private static final String CLIENT = "aws-mfa-admin";

    /** Inline scripts, as Keycloak's own default lets them run. */
    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> json.putObject("browserSecurityHeaders")
            .put("contentSecurityPolicy", "frame-src 'self'; object-src 'none';")
            .put("strictTransportSecurity", "max-age=63072000"));

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void takeThePageAway() {
        if (!realm.clientUuid(CLIENT).isEmpty()) {
            realm.admin().delete("/clients/" + realm.clientUuid(CLIENT));
        }
    }

    @Test
    void isThereWhileSetUpsClientIs() {
        assertThat(get("").statusCode()).isEqualTo(404);
        assertThat(get("/main.js").statusCode()).isEqualTo(404);

        assertThat(setUp(true, true).at("/changes")).singleElement().satisfies(change -> {
            assertThat(change.get("action").asText()).isEqualTo("create");
            assertThat(change.get("name").asText()).isEqualTo(CLIENT);
        });
        assertThat(get("").statusCode()).isEqualTo(404);

        setUp(true, false);
        assertThat(get("").statusCode()).isEqualTo(200);
        assertThat(realm.clientUuid("urn:amazon:webservices")).isEmpty();
        assertThat(setUp(true, false).at("/changes/0/action").asText()).isEqualTo("keep");

        change(client -> client.put("enabled", false));
        assertThat(get("").statusCode()).isEqualTo(404);
        assertThat(setUp(true, false).at("/changes/0/detail").asText()).startsWith("disabled -> enabled");
        assertThat(get("").statusCode()).isEqualTo(200);

        assertThat(setUp(false, false).at("/changes/0/action").asText()).isEqualTo("update");
        assertThat(get("").statusCode()).isEqualTo(404);
        assertThat(realm.clientUuid(CLIENT)).isEmpty();
        assertThat(setUp(false, false).at("/changes/0/action").asText()).isEqualTo("keep");
    }

    @Test
    void takesOverNoClientUnasked() {
        realm.client(client -> client.put("clientId", CLIENT)
                .put("protocol", "openid-connect")
                .put("publicClient", true)
                .putArray("redirectUris")
                .add("https://somebody.example.test/*"));
        Answer refused = realm.admin().send("POST", "/aws-mfa/setup", Map.of("adminPage", true));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("made by somebody else").contains("\\\"adopt\\\": true");
        assertThat(get("").statusCode()).isEqualTo(404);
        setUp(false, false);
        assertThat(realm.clientUuid(CLIENT)).as("somebody else's stays").isNotEmpty();

        realm.admin().post("/aws-mfa/setup", Map.of("adminPage", true, "adopt", true));
        assertThat(get("").statusCode()).isEqualTo(200);
        assertThat(client().get("redirectUris"))
                .singleElement()
                .satisfies(uri -> assertThat(uri.asText()).endsWith("/aws-mfa/admin"));
    }

    @Test
    void sendsAPolicyThatRunsNothingButItsOwnScripts() {
        setUp(true, false);

        HttpResponse<String> page = get("");
        assertThat(page.headers().allValues("Content-Security-Policy")).containsExactly(PageHeaders.policy(List.of()));
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "Strict-Transport-Security")).isEqualTo("max-age=63072000");
        assertThat(page.body()).contains("data-realm=\"" + realm.name() + "\"").doesNotContain("${");

        for (String name : PageFile.NAMES) {
            HttpResponse<String> file = get("/" + name);
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            assertThat(header(file, "X-Content-Type-Options")).as(name).isEqualTo("nosniff");
            assertThat(header(file, "Cache-Control")).as(name).isEqualTo("no-cache");
            assertThat(header(file, "Content-Type").replace(" ", "").toLowerCase(Locale.ROOT))
                    .as(name)
                    .isEqualTo(PageFile.read(name).type());
            HttpResponse<String> again = get("/" + name, "If-None-Match", header(file, "ETag"));
            assertThat(again.statusCode()).as(name).isEqualTo(304);
        }
        for (String none :
                List.of("/admin.html", "/none.js", "/..%2Fcheck%2Fkeycloak-holes.json", "/package-info.class")) {
            assertThat(get(none).statusCode()).as(none).isIn(400, 404);
        }
    }

    /** The whole client, so that nothing is added to it that nobody thought of. */
    @Test
    void givesItsTokensNoMoreThanThePageNeeds() {
        setUp(true, false);

        assertItsTokensCarryNoMoreThanThePageNeeds();
    }

    private static void assertItsTokensCarryNoMoreThanThePageNeeds() {
        JsonNode client = client();
        assertThat(List.of(
                        client.get("publicClient").asBoolean(),
                        client.get("standardFlowEnabled").asBoolean(),
                        client.get("implicitFlowEnabled").asBoolean(),
                        client.get("directAccessGrantsEnabled").asBoolean(),
                        client.get("serviceAccountsEnabled").asBoolean(),
                        client.get("fullScopeAllowed").asBoolean()))
                .containsExactly(true, true, false, false, false, false);
        assertThat(client.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
        assertThat(texts(client.get("redirectUris")))
                .containsExactly(realm.url("/aws-mfa/admin").getPath());
        assertThat(texts(client.get("webOrigins"))).containsExactly("+");
        assertThat(texts(client.get("optionalClientScopes"))).isEmpty();
        assertThat(texts(client.get("defaultClientScopes")))
                .contains("basic", "roles", "web-origins", "profile")
                .isSubsetOf("basic", "roles", "web-origins", "profile", "kc-admin-api");
        JsonNode mappings = realm.admin().get("/clients/" + client.get("id").asText() + "/scope-mappings");
        assertThat(mappings.has("realmMappings")).isFalse();
        assertThat(texts(
                        mappings.at("/clientMappings/realm-management/mappings").findValues("name")))
                .containsExactlyInAnyOrder(
                        "view-realm",
                        "manage-realm",
                        "view-clients",
                        "manage-clients",
                        "view-users",
                        "manage-users",
                        "view-events");
    }

    @Test
    void nobodySignsInWithoutPkceOrElsewhere() {
        setUp(true, false);
        String page = realm.url("/aws-mfa/admin").toString();

        assertThat(authorize(page, "&code_challenge=" + "a".repeat(43) + "&code_challenge_method=S256"))
                .isEqualTo(200);
        HttpResponse<String> bare = send(realm.url(query(page, "")));
        assertThat(bare.statusCode()).isEqualTo(302);
        assertThat(header(bare, "Location")).contains("error=invalid_request");
        assertThat(authorize(page + "/", "")).isEqualTo(400);
        assertThat(authorize(page + "?realm=master", "")).isEqualTo(400);
        assertThat(authorize("https://evil.example.test/", "")).isEqualTo(400);
    }

    @Test
    void whatWasLoosenedIsFoundAndFixed() {
        setUp(true, false);
        change(client -> {
            client.put("fullScopeAllowed", true).put("directAccessGrantsEnabled", true);
            client.putArray("redirectUris").add("/realms/*");
            client.withObject("attributes").put("pkce.code.challenge.method", "");
        });
        JsonNode mail = realm.admin().get("/client-scopes").findParents("name").stream()
                .filter(scope -> scope.get("name").asText().equals("email"))
                .findFirst()
                .orElseThrow();
        realm.admin()
                .put(
                        "/clients/" + realm.clientUuid(CLIENT) + "/default-client-scopes/"
                                + mail.get("id").asText(),
                        null);

        String where = "client " + CLIENT + ", ";
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "redirect-wildcard " + where + "redirectUris",
                        "full-scope " + where + "fullScopeAllowed",
                        "client-setting " + where + "directAccessGrantsEnabled",
                        "client-setting " + where + "pkce.code.challenge.method",
                        "client-setting " + where + "defaultClientScopes");
        realm.admin().post("/aws-mfa/check/fix", Map.of());
        assertThat(found()).isEmpty();
        assertItsTokensCarryNoMoreThanThePageNeeds();

        change(client -> client.put("enabled", false).put("fullScopeAllowed", true));
        assertThat(found()).as("a page that is off").isEmpty();
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        for (JsonNode finding : realm.admin().get("/aws-mfa/check").get("findings")) {
            if (finding.get("where").asText().contains(CLIENT)) {
                assertThat(finding.get("automatic").asBoolean()).isTrue();
                found.add(
                        finding.get("id").asText() + " " + finding.get("where").asText());
            }
        }
        return found;
    }

    private static JsonNode setUp(boolean on, boolean dryRun) {
        return realm.admin().post("/aws-mfa/setup?dryRun=" + dryRun, Map.of("adminPage", on));
    }

    private static JsonNode client() {
        return realm.admin().get("/clients/" + realm.clientUuid(CLIENT));
    }

    private static void change(Consumer<ObjectNode> change) {
        ObjectNode client = (ObjectNode) client();
        change.accept(client);
        realm.admin().put("/clients/" + client.get("id").asText(), client);
    }

    private static List<String> texts(Iterable<JsonNode> nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private int authorize(String redirectUri, String more) {
        return send(realm.url(query(redirectUri, more))).statusCode();
    }

    private static String query(String redirectUri, String more) {
        return "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id=" + CLIENT + "&redirect_uri="
                + URLEncoder.encode(redirectUri, StandardCharsets.UTF_8) + more;
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> get(String below, String... headers) {
        return send(realm.url("/aws-mfa/admin" + below), headers);
    }

    private HttpResponse<String> send(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length == 2) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
