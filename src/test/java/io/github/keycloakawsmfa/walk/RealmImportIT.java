package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The realm file that docs/install.md says to import is what set-up would make, and leads to AWS at the first start. */
@DisplayName("docs/realm-import.json by --import-realm")
class RealmImportIT {

    /** In memory: a file that is copied into a container makes data/ root's, and Keycloak's database would lie there. */
    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.with("--import-realm", "--db=dev-mem")
            .file("data/import/aws-realm.json", file())
            .build();

    @RegisterExtension
    static final TestRealm realm = TestRealm.present(server, "aws");

    @Test
    void isWhatSetUpMakes() {
        Map<String, ?> body = Map.of("accounts", Map.of("123456789012", List.of("Admin", "ReadOnly")));

        JsonNode answer = realm.admin().post("/aws-mfa/setup?dryRun=true", body);

        assertThat(answer.get("changes"))
                .filteredOn(change -> !change.get("what").asText().equals("key"))
                .filteredOn(change -> !change.get("name").asText().equals("aws-mfa.issuer"))
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.get("action").asText())
                        .as(change.toString())
                        .isEqualTo("keep"));
        assertThat(realm.admin().get("/aws-mfa/check").at("/counts/error").asInt())
                .isZero();
    }

    @Test
    void leadsMembersOfItsGroupsToAws() {
        TestUser ada = realm.user("ada", user -> user.putArray("groups").add("/aws-admins"));

        SamlPost post = SamlPost.of(new Person(realm, ada).signInWithCode(realm.idpInitiated("amazon-aws")));

        assertThat(post.address()).isEqualTo("https://signin.aws.amazon.com/saml");
        assertThat(post.attributes().get(AwsSide.PREFIX + "Role"))
                .containsExactly(
                        "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::123456789012:saml-provider/keycloak");
        assertThat(post.attributes()).containsKey(AwsSide.ASSURANCE);
    }

    /** A realm that has every required action of Keycloak's besides: an import with some of them brings only those. */
    @Test
    void keepsWhatKeycloakGivesEveryRealm() {
        String fresh = "fresh";
        server.admin().createRealm(Map.of("realm", fresh, "enabled", true));

        List<String> expected = aliases(server.admin().realm(fresh).get("/authentication/required-actions"));

        assertThat(aliases(realm.admin().get("/authentication/required-actions")))
                .containsAll(expected);
    }

    private static List<String> aliases(JsonNode actions) {
        return actions.valueStream().map(action -> action.get("alias").asText()).toList();
    }

    private static String file() {
        try {
            return Files.readString(Path.of("docs/realm-import.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
