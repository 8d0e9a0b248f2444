package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.SamlPost;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A realm that set-up has prepared, on a server where the JAR is gone (rule S11): it fails closed. */
class WithoutPluginIT {

    private static final String REALM = "bare";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    @RegisterExtension
    static final KeycloakServer bare = KeycloakServer.with().withoutPlugin().build();

    private static AdminApi admin;

    @BeforeAll
    static void theSameRealmWithoutTheJar() {
        ObjectNode realm = (ObjectNode)
                aws.realm().admin().post("/partial-export?exportClients=true&exportGroupsAndRoles=true", Map.of());
        // Their secrets are masked in this export; a new realm makes its own.
        realm.remove(List.of("id", "components"));
        bare.admin().createRealm(realm.put("realm", REALM));
        admin = bare.admin().realm(REALM);
        String user = admin.create(
                "/users",
                Map.of(
                        "username", "ada",
                        "enabled", true,
                        "email", "ada@example.test",
                        "emailVerified", true,
                        "firstName", "Ada",
                        "lastName", "Admin",
                        "credentials", List.of(Map.of("type", "password", "value", "ada-password"))));
        admin.post(
                "/users/" + user + "/role-mappings/clients/"
                        + client().get("id").asText(),
                admin.get("/clients/" + client().get("id").asText() + "/roles"));
    }

    @Test
    void theFlowStopsAndWithoutTheFlowNothingOfUseLeaves() {
        Page stopped = Browser.create().open(console());
        assertThat(stopped.status()).as(stopped.toString()).isEqualTo(400);
        assertThat(stopped.has("form")).isFalse();
        assertThat(bare.log()).contains("virtual-mfa-form");

        ObjectNode client = client();
        client.putObject("authenticationFlowBindingOverrides").put("browser", "");
        admin.put("/clients/" + client.get("id").asText(), client);
        SamlPost post = SamlPost.of(password(Browser.create()));

        assertThat(post.address()).isEqualTo(aws.acs());
        assertThat(post.attributes().keySet())
                .noneMatch(name -> name.startsWith(AwsSide.PREFIX) || name.equals(AwsSide.ASSURANCE));
    }

    private static Page password(Browser browser) {
        return browser.open(console())
                .form("#kc-form-login")
                .set("username", "ada")
                .set("password", "ada-password")
                .submit();
    }

    private static URI console() {
        return URI.create(bare.baseUrl() + "/realms/" + REALM + "/protocol/saml/clients/amazon-aws");
    }

    private static ObjectNode client() {
        return (ObjectNode) admin.get("/clients?clientId=" + AwsSide.CLIENT_ID).get(0);
    }
}
