package io.github.keycloakawsmfa.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.net.URI;
import java.util.Map;

/**
 * Another realm of the same server, from which users come by OpenID Connect or by SAML.
 *
 * @param realm to which they come
 * @param alias of the identity provider there; client id in the other realm
 */
public record Broker(TestRealm realm, TestRealm home, String alias) {

    /** Makes the other realm's client and the identity provider, by OpenID Connect. */
    public Broker byOidc() {
        giveHomeOneAddress();
        String base = home.url("/protocol/openid-connect").toString();
        String own = home.server().ownUrl() + "/realms/" + home.name() + "/protocol/openid-connect";
        home.client(client -> {
            client.put("clientId", alias).put("protocol", "openid-connect").put("secret", "broker-secret");
            client.putArray("redirectUris").add(endpoint().toString());
        });
        provider(
                "oidc",
                Map.ofEntries(
                        Map.entry("authorizationUrl", base + "/auth"),
                        Map.entry("tokenUrl", own + "/token"),
                        Map.entry("jwksUrl", own + "/certs"),
                        Map.entry("useJwksUrl", "true"),
                        Map.entry("validateSignature", "true"),
                        Map.entry("issuer", home.url("").toString()),
                        Map.entry("clientId", alias),
                        Map.entry("clientSecret", "broker-secret"),
                        Map.entry("clientAuthMethod", "client_secret_post"),
                        Map.entry("defaultScope", "openid")));
        return this;
    }

    /** The same by SAML. The other realm may begin as well, at {@link #idpInitiated}, and then leads to this address. */
    public Broker bySaml(String idpInitiatedName) {
        giveHomeOneAddress();
        home.samlClient(alias, endpoint() + "/clients/" + idpInitiatedName, client -> {
            client.putArray("redirectUris").add(endpoint() + "*");
            client.withObject("/attributes").put("saml_name_id_format", "username");
        });
        provider(
                "saml",
                Map.ofEntries(
                        Map.entry("entityId", alias),
                        Map.entry("idpEntityId", home.url("").toString()),
                        Map.entry(
                                "singleSignOnServiceUrl",
                                home.url("/protocol/saml").toString()),
                        Map.entry("nameIDPolicyFormat", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"),
                        Map.entry("postBindingResponse", "true"),
                        Map.entry("validateSignature", "true"),
                        Map.entry("useMetadataDescriptorUrl", "true"),
                        Map.entry(
                                "metadataDescriptorUrl",
                                home.server().ownUrl() + "/realms/" + home.name() + "/protocol/saml/descriptor"),
                        Map.entry("syncMode", "IMPORT")));
        return this;
    }

    /** Users whom it makes get this role of a client. */
    public void grants(String clientId, String role) {
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("syncMode", "INHERIT", "role", clientId + "." + role));
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

    /** Whoever comes by it goes through this flow afterwards. */
    public void thenAsks(Flow flow) {
        ObjectNode changed = (ObjectNode) provider();
        changed.put("postBrokerLoginFlowAlias", flow.alias());
        realm.admin().put("/identity-provider/instances/" + alias, changed);
    }

    /** A user of the other realm with this one's name and password. */
    public TestUser atHome(TestUser user) {
        return home.user(user.username());
    }

    /** The same, linked with this one as later sign-ins find it. */
    public void link(TestUser user) {
        TestUser there = atHome(user);
        boolean saml = provider().get("providerId").asText().equals("saml");
        realm.admin()
                .post(
                        "/users/" + user.id() + "/federated-identity/" + alias,
                        Map.of(
                                "identityProvider",
                                alias,
                                "userId",
                                saml ? there.username() : there.id(),
                                "userName",
                                user.username()));
    }

    /** The first page after the sign-in at home. */
    public Page signIn(Browser browser, URI at, TestUser user) {
        return atHome(browser.open(at).click(button()), user);
    }

    /** The same from where Keycloak has led home already, or offers to. */
    public Page ledHome(Page page, TestUser user) {
        return atHome(page.has(button()) ? page.click(button()) : page, user);
    }

    private String button() {
        return "#social-" + alias;
    }

    /** The other realm begins, by SAML. */
    public Page idpInitiated(Browser browser, TestUser user) {
        return atHome(browser.open(home.idpInitiated(alias)), user);
    }

    /** Signs in on the other realm's page, and takes its SAML response, if there is one, back as a browser does. */
    public Page atHome(Page page, TestUser user) {
        Page done = page.form("#kc-form-login")
                .set("username", user.username())
                .set("password", user.password())
                .submit();
        boolean response = SamlPost.isOn(done)
                && SamlPost.of(done).address().startsWith(endpoint().toString());
        return response ? done.form("form").submit() : done;
    }

    private JsonNode provider() {
        return realm.admin().get("/identity-provider/instances/" + alias);
    }

    private String mappers() {
        return "/identity-provider/instances/" + alias + "/mappers";
    }

    private URI endpoint() {
        return realm.url("/broker/" + alias + "/endpoint");
    }

    /** Else the issuer is the address at which the token was fetched, and not the one that the browser saw. */
    private void giveHomeOneAddress() {
        home.change(realm -> realm.withObject("/attributes")
                .put("frontendUrl", home.server().baseUrl().toString()));
    }

    private void provider(String kind, Map<String, String> config) {
        realm.admin()
                .post(
                        "/identity-provider/instances",
                        Map.of("alias", alias, "providerId", kind, "enabled", true, "config", config));
    }
}
