package io.github.keycloakawsmfa.walk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The legacy token exchange, the one that makes SAML assertions: of a user's session, and with no browser there. Only a
 * server that is {@link KeycloakServer#equipped} has it.
 */
public final class TokenExchange {

    private final TestRealm realm;
    private final String clientId;
    private final String secret = UUID.randomUUID().toString();

    private TokenExchange(TestRealm realm, String clientId) {
        this.realm = realm;
        this.clientId = clientId;
    }

    /**
     * Makes an application that may exchange its tokens for assertions of a client.
     *
     * @param clientId of the new application
     * @param targetUuid internal id of the SAML client
     */
    public static TokenExchange allowed(TestRealm realm, String clientId, String targetUuid) {
        TokenExchange exchange = new TokenExchange(realm, clientId);
        exchange.allow(targetUuid);
        return exchange;
    }

    private void allow(String targetUuid) {
        AdminApi admin = realm.admin();
        String exchanger = realm.client(client -> {
            client.put("clientId", clientId).put("secret", secret).put("protocol", "openid-connect");
            client.putArray("redirectUris").add(TestRealm.APP.toString());
        });
        JsonNode permissions = admin.put("/clients/" + targetUuid + "/management/permissions", Map.of("enabled", true));
        String authz = "/clients/" + realm.clientUuid("realm-management") + "/authz/resource-server";
        ObjectNode policy = AdminApi.JSON.createObjectNode().put("name", "for-" + clientId);
        policy.putArray("clients").add(exchanger);
        String permission =
                permissions.path("scopePermissions").path("token-exchange").asText();
        ObjectNode changed = (ObjectNode) admin.get(authz + "/permission/scope/" + permission);
        changed.putArray("policies")
                .add(admin.post(authz + "/policy/client", policy).path("id").asText());
        admin.put(authz + "/permission/scope/" + permission, changed);
    }

    /** The access token of this browser's session: the application signs in by its cookie, and no page comes. */
    public String accessToken(Browser browser) {
        Page back = browser.open(realm.signInAt(clientId));
        String code = back.query("code").orElseThrow(() -> new AssertionError(back.toString()));
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", TestRealm.APP.toString()))
                .path("access_token")
                .asText();
    }

    /** What the token endpoint answers to a wish for an assertion of that client. */
    public JsonNode forSaml(String accessToken, String targetClientId) {
        return token(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", accessToken,
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "requested_token_type", "urn:ietf:params:oauth:token-type:saml2",
                "audience", targetClientId));
    }

    /** Another access token of the application, for that one. */
    public String exchanged(String accessToken) {
        JsonNode answer = token(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", accessToken,
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
        if (!answer.has("access_token")) {
            throw new AssertionError(answer.toString());
        }
        return answer.get("access_token").asText();
    }

    /** The SAML document in an answer of {@link #forSaml}; empty if there is none. */
    public static String saml(JsonNode answer) {
        byte[] xml = Base64.getUrlDecoder().decode(answer.path("access_token").asText());
        return new String(xml, StandardCharsets.UTF_8);
    }

    private JsonNode token(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("client_id", clientId);
        all.put("client_secret", secret);
        Page answer = Browser.create().post(realm.url("/protocol/openid-connect/token"), all);
        try {
            return AdminApi.JSON.readTree(answer.source());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.toString(), e);
        }
    }
}
