package io.github.keycloakawsmfa.paths;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;
import io.github.keycloakawsmfa.walk.Ecp;
import io.github.keycloakawsmfa.walk.TokenExchange;
import java.util.List;
import java.util.Map;

/** Paths without a browser, or on which the browser does not carry the assertion. */
final class MachinePaths {

    private MachinePaths() {}

    static PathResult ecp(PathContext given) {
        given.aws().change(client -> client.withObject("/attributes").put("saml.allow.ecp.flow", "true"));
        return PathResult.with(Ecp.signIn(
                given.realm(),
                AwsSide.CLIENT_ID,
                given.aws().acs(),
                given.person().user()));
    }

    /** Any application may ask for it in its request; the client need not allow it. */
    static PathResult artifact(PathContext given) {
        AuthnRequest request = new AuthnRequest(
                given.realm(),
                AwsSide.CLIENT_ID,
                given.aws().acs(),
                "ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact\"");
        return PathResult.at(given.person().password(request.post(given.browser())));
    }

    static PathResult tokenExchange(PathContext given) {
        given.signInElsewhere();
        TokenExchange exchange = TokenExchange.allowed(
                given.realm(), "exchanger-" + given.id(), given.aws().clientUuid());
        JsonNode answer = exchange.forSaml(exchange.accessToken(given.browser()), AwsSide.CLIENT_ID);
        return PathResult.with(answer + TokenExchange.saml(answer));
    }

    static PathResult example(PathContext given) {
        return PathResult.with(given.realm()
                .admin()
                .send(
                        "GET",
                        "/clients/" + given.aws().clientUuid()
                                + "/evaluate-scopes/generate-example-saml-response?scope=&userId="
                                + given.person().user().id(),
                        null)
                .body());
    }

    /** The session of a password grant has no cookie; its tokens, put where the cookie would be, are none. */
    static PathResult passwordGrant(PathContext given) {
        String app = "app-" + given.id();
        given.realm()
                .client(client ->
                        client.put("clientId", app).put("publicClient", true).put("directAccessGrantsEnabled", true));
        Map<String, String> grant = Map.of(
                "grant_type",
                "password",
                "client_id",
                app,
                "username",
                given.person().user().username(),
                "password",
                given.person().user().password(),
                "scope",
                "openid");
        JsonNode tokens = json(Browser.create().post(given.realm().url("/protocol/openid-connect/token"), grant));
        StringBuilder all = new StringBuilder();
        Page page = null;
        for (String kind : List.of("access_token", "refresh_token", "id_token")) {
            Browser forger = Browser.create();
            forger.takeCookies(
                    given.realm().url(""),
                    List.of(
                            "KEYCLOAK_IDENTITY=" + required(tokens, kind),
                            "KEYCLOAK_SESSION=" + required(tokens, "session_state"),
                            "AUTH_SESSION_ID=" + required(tokens, "session_state")));
            page = forger.open(given.aws().console());
            page.element("#kc-form-login input#username");
            all.append(page.source());
        }
        return new PathResult(page, all.toString(), null);
    }

    private static String required(JsonNode tokens, String name) {
        if (!tokens.has(name)) {
            throw new AssertionError("No " + name + ": " + tokens);
        }
        return tokens.get(name).asText();
    }

    private static JsonNode json(Page page) {
        try {
            return AdminApi.JSON.readTree(page.source());
        } catch (JsonProcessingException e) {
            throw new AssertionError(page.toString(), e);
        }
    }
}
