package io.github.keycloakawsmfa.walk;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Another realm of the same server, from which users come by OpenID Connect.
 *
 * @param realm to which they come
 * @param alias of the identity provider there, and client id in the other realm
 */
public record Broker(TestRealm realm, TestRealm home, String alias) {

    /** Makes the other realm's client, the identity provider, and a linked user of the same name. */
    public void connect(TestUser user) {
        String base = home.url("/protocol/openid-connect").toString();
        String own = home.server().ownUrl() + "/realms/" + home.name() + "/protocol/openid-connect";
        // Else the issuer is the address at which the token was fetched, and not the one that the browser saw.
        home.change(realm -> realm.withObject("/attributes")
                .put("frontendUrl", home.server().baseUrl().toString()));
        home.admin()
                .post(
                        "/clients",
                        Map.of(
                                "clientId",
                                alias,
                                "enabled",
                                true,
                                "protocol",
                                "openid-connect",
                                "secret",
                                "broker-secret",
                                "redirectUris",
                                List.of(realm.url("/broker/" + alias + "/endpoint")
                                        .toString())));
        TestUser there = home.user(user.username());
        realm.admin()
                .post(
                        "/identity-provider/instances",
                        Map.of(
                                "alias",
                                alias,
                                "providerId",
                                "oidc",
                                "enabled",
                                true,
                                "config",
                                Map.of(
                                        "authorizationUrl",
                                        base + "/auth",
                                        "tokenUrl",
                                        own + "/token",
                                        "jwksUrl",
                                        own + "/certs",
                                        "useJwksUrl",
                                        "true",
                                        "validateSignature",
                                        "true",
                                        "issuer",
                                        home.url("").toString(),
                                        "clientId",
                                        alias,
                                        "clientSecret",
                                        "broker-secret",
                                        "clientAuthMethod",
                                        "client_secret_post",
                                        "defaultScope",
                                        "openid")));
        realm.admin()
                .post(
                        "/users/" + user.id() + "/federated-identity/" + alias,
                        Map.of("identityProvider", alias, "userId", there.id(), "userName", user.username()));
    }

    /** Has Keycloak do something with whoever comes, by one of its identity provider mappers. Answers its id. */
    public String mapper(String provider, Map<String, String> config) {
        return realm.admin()
                .create(
                        mappers(),
                        Map.of(
                                "name", provider,
                                "identityProviderAlias", alias,
                                "identityProviderMapper", provider,
                                "config", config));
    }

    public void removeMapper(String id) {
        realm.admin().delete(mappers() + "/" + id);
    }

    private String mappers() {
        return "/identity-provider/instances/" + alias + "/mappers";
    }

    /** The first page after the sign-in at home. */
    public Page signIn(Browser browser, URI at, TestUser user) {
        return browser.open(at)
                .click("#social-" + alias)
                .form("#kc-form-login")
                .set("username", user.username())
                .set("password", user.password())
                .submit();
    }
}
