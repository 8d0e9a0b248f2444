package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The client's base URL is what the account console links to, and what {@code clients/ID/redirect} leads to. The realm file that
 * docs/install.md says to import is what set-up would make, and leads to AWS at the first start.
 */
@Tag("long")
@DisplayName("A Keycloak below a path of its own, with docs/realm-import.json by --import-realm")
class RelativePathIT {

    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.with("--http-relative-path=/auth", "--import-realm")
            .file("data/import/aws-realm.json", file())
            .build();

    @RegisterExtension
    static final TestRealm imported = TestRealm.present(server, "aws");

    @RegisterExtension
    static final AwsSide acme = AwsSide.of(TestRealm.on(server, realm -> realm.put("realm", "Acme Corp 100%")));

    private static final String LAUNCH = "/realms/aws/protocol/saml/clients/amazon-aws";

    @Test
    void aRealmOfAnotherNameLeadsToAws() {
        assertThat(acme.realm()
                        .admin()
                        .get("/clients/" + acme.clientUuid())
                        .get("baseUrl")
                        .asText())
                .isEqualTo("/auth/realms/Acme%20Corp%20100%25/protocol/saml/clients/amazon-aws");

        Page page = acme.person("ada", "Admin").signInWithCode(atItsBaseUrl(acme.realm()));

        assertThat(acme.accepted(page).issuer()).isEqualTo(acme.realm().url("").toString());
    }

    @Test
    void theRealmFromTheFileIsWhatSetUpMakes() {
        Map<String, ?> body = Map.of("accounts", Map.of("123456789012", List.of("Admin", "ReadOnly")));

        assertThat(imported.admin().post("/aws-mfa/setup?dryRun=true", body).get("changes"))
                .isNotEmpty();
        assertThat(changes(imported, body)).isEmpty();
        assertThat(changes(imported)).isEmpty();
        assertThat(imported.admin().get("/aws-mfa/check").at("/counts/error").asInt())
                .isZero();
    }

    /** A realm that has every required action of Keycloak's besides: an import with some of them brings only those. */
    @Test
    void theRealmFromTheFileKeepsWhatKeycloakGivesEveryRealm() {
        List<String> expected = actions(acme.realm());

        assertThat(actions(imported)).containsAll(expected);
    }

    @Test
    void theRealmFromTheFileLeadsMembersOfItsGroupsToAws() {
        Page page = new Person(
                        imported,
                        imported.user("ada", user -> user.putArray("groups").add("/aws-admins")))
                .signInWithCode(atItsBaseUrl(imported));

        SamlPost post = SamlPost.of(page);
        assertThat(post.address()).isEqualTo("https://signin.aws.amazon.com/saml");
        assertThat(post.attributes().get(AwsSide.PREFIX + "Role"))
                .containsExactly(
                        "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::123456789012:saml-provider/keycloak");
        assertThat(post.attributes()).containsKey(AwsSide.ASSURANCE);
    }

    /** As an import leaves it, or a server that was given a path, or a realm that was given another name. */
    @Test
    void whatWasWrittenForAnotherPathIsFoundAndSetRight() {
        client(client ->
                client.put("rootUrl", "").put("baseUrl", "/realms/old" + LAUNCH.substring("/realms/aws".length())));
        try {
            String difference = "/realms/old/protocol/saml/clients/amazon-aws -> /auth" + LAUNCH;
            assertThat(changes(imported))
                    .singleElement()
                    .satisfies(change -> assertThat(change.toString()).contains("baseUrl", difference));
            JsonNode done = imported.admin()
                    .post("/aws-mfa/check/fix?id=client-setting", null)
                    .get("done");
            assertThat(done).hasSize(1);
            assertThat(done.get(0).get("sentence").asText()).contains(difference);

            assertThat(changes(imported)).isEmpty();
            assertThat(new Person(imported, null)
                            .browser()
                            .open(atItsBaseUrl(imported))
                            .has("#kc-form-login"))
                    .isTrue();
        } finally {
            client(client -> client.put("rootUrl", "${authBaseUrl}").put("baseUrl", LAUNCH));
        }
    }

    @Test
    void anAddressOfTheAdministratorsStays() {
        client(client -> client.put("rootUrl", "").put("baseUrl", "https://intranet.example.com/aws"));
        try {
            assertThat(changes(imported)).isEmpty();
        } finally {
            client(client -> client.put("rootUrl", "${authBaseUrl}").put("baseUrl", LAUNCH));
        }
    }

    private static URI atItsBaseUrl(TestRealm realm) {
        return realm.url("/clients/" + AwsSide.CLIENT_ID + "/redirect");
    }

    /** But those of every realm that was imported: its key and its address are not known yet. */
    private static List<JsonNode> changes(TestRealm realm) {
        return changes(realm, Map.of());
    }

    private static List<JsonNode> changes(TestRealm realm, Map<String, ?> body) {
        return realm.admin()
                .post("/aws-mfa/setup?dryRun=true", body)
                .get("changes")
                .valueStream()
                .filter(change -> !change.get("what").asText().equals("key"))
                .filter(change -> !change.get("name").asText().equals("aws-mfa.issuer"))
                .filter(change -> !change.get("action").asText().equals("keep"))
                .toList();
    }

    private static List<String> actions(TestRealm realm) {
        return realm.admin()
                .get("/authentication/required-actions")
                .valueStream()
                .map(action -> action.get("alias").asText())
                .toList();
    }

    private static void client(Consumer<ObjectNode> change) {
        String path = "/clients/" + imported.clientUuid(AwsSide.CLIENT_ID);
        ObjectNode client = (ObjectNode) imported.admin().get(path);
        change.accept(client);
        imported.admin().put(path, client);
    }

    private static String file() {
        try {
            return Files.readString(Path.of("docs/realm-import.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
