package io.github.keycloakawsmfa.walk;

import static io.github.keycloakawsmfa.fixture.AdminApi.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.demo.IdentityProvider;
import io.github.keycloakawsmfa.demo.SamlCheck;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that Keycloak lets a realm be called has to lead to AWS: only {@code :/?#@!$&()*+,;=[]\} are refused. */
@DisplayName("In a realm whose name needs encoding")
class RealmNamesIT {

    private static final KeycloakServer SERVER = KeycloakServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme Corp",
                "Ünï 100%",
                "a%2Fb %20",
                "東京 支社",
                "O'Brien \"Ltd\"",
                "<b>`a|b^c~d`",
                "-leading.and_trailing.-"
            })
    void theWholeWalkLeadsToAws(String name) throws Exception {
        AwsSide aws = AwsSide.of(TestRealm.create(realm -> {
            realm.put("realm", name);
            TestRealm.bruteForceProtected(realm);
        }));
        aws.beforeAll(null);
        try {
            TestRealm realm = aws.realm();
            onlyKept(aws);
            URI launch = SERVER.baseUrl().resolve(client(aws).get("baseUrl").asText());
            assertThat(launch).isEqualTo(realm.idpInitiated("amazon-aws"));

            Person person = aws.person("jürgen.groß", "Admin");
            Page page = person.signInWithCode(realm.url("/clients/" + AwsSide.CLIENT_ID + "/redirect"));
            SamlCheck.Accepted accepted = aws.accepted(page);
            assertThat(accepted.issuer()).isEqualTo(realm.url("").toString());
            assertThat(SamlPost.isOn(person.browser().open(launch)))
                    .as("by the cookie alone")
                    .isTrue();

            String metadata =
                    realm.admin().send("GET", "/aws-mfa/metadata", null).body();
            assertThat(aws.checkKnowing(IdentityProvider.ofDescriptor(metadata), SamlPost.of(page)))
                    .isInstanceOf(SamlCheck.Accepted.class);
            assertThat(realm.admin()
                            .get("/aws-mfa/cloudformation")
                            .at("/Resources/Providerkeycloak/Properties/SamlMetadataDocument")
                            .asText())
                    .isEqualTo(metadata);
            assertThat(realm.admin()
                            .get("/aws-mfa/terraform")
                            .at("/resource/aws_iam_saml_provider/keycloak/saml_metadata_document")
                            .asText())
                    .as("nothing in it is a template of Terraform's")
                    .isEqualTo(metadata);
            assertThat(problems(realm.admin().get("/aws-mfa/check").get("findings")))
                    .isEmpty();
            theOwnCallsName(realm);
        } finally {
            aws.afterAll(null);
        }
    }

    /** The name in addresses of the IdP-initiated sign-in is free text in the admin console, and a client that is adopted keeps it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS Konsole",
                "100%",
                "a%2Fb",
                "Übersee",
                "本番",
                "a?b",
                "a#b",
                "a+b",
                "a&b=c",
                "{aws}",
                "a/b",
                "a;b"
            })
    void aClientsNameInAddressesLeadsToAws(String urlName) {
        AwsSide aws = AwsSide.of(TestRealm.create());
        aws.beforeAll(null);
        try {
            aws.change(client -> {
                client.put("baseUrl", "");
                client.withObject("/attributes").put("saml_idp_initiated_sso_url_name", urlName);
            });
            aws.setUp();
            onlyKept(aws);

            Page page = aws.person("ada", "Admin")
                    .signInWithCode(aws.realm().url("/clients/" + AwsSide.CLIENT_ID + "/redirect"));
            aws.accepted(page);
        } finally {
            aws.afterAll(null);
        }
    }

    /** Keycloak's own restriction; what is not among these characters has to work. */
    @ParameterizedTest
    @ValueSource(strings = {"a#b", "a?b", "a+b", "a/b", "a;b", "a&b", "a=b"})
    void keycloakItselfRefuses(String name) {
        assertThat(SERVER.admin()
                        .send("POST", "", Map.of("realm", name, "enabled", true))
                        .status())
                .isEqualTo(400);
    }

    /** The hint of an event is a call that somebody may copy. */
    @Test
    void theEventOfAClientThatSetUpHasNeverSeenNamesACallThatWorks() {
        AwsSide aws = AwsSide.of(TestRealm.create(realm -> realm.put("realm", "100% Acme")));
        aws.beforeAll(null);
        try {
            TestRealm realm = aws.realm();
            realm.samlClient("other", "https://signin.aws.amazon.com/saml", client -> {});
            realm.admin().delete("/authentication/required-actions/virtual-mfa");
            new Person(realm, realm.user("somebody")).signInWithCode(realm.idpInitiated("other"));

            assertThat(aws.refusals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.details().get("hint"))
                            .endsWith("POST /admin/realms/100%25%20Acme/aws-mfa/setup"));
        } finally {
            aws.afterAll(null);
        }
    }

    private static void theOwnCallsName(TestRealm realm) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(realm.url("/aws-mfa/devices")).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"" + segment(realm.name()) + "\"");
    }

    private static void onlyKept(AwsSide aws) {
        JsonNode changes = aws.realm()
                .admin()
                .post(
                        "/aws-mfa/setup?dryRun=true",
                        Map.of("accounts", Map.of(AwsSide.ACCOUNT, List.of("Admin", "ReadOnly"))))
                .get("changes");
        assertThat(changes)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.get("action").asText())
                        .as(change.toString())
                        .isEqualTo("keep"));
    }

    private static JsonNode client(AwsSide aws) {
        return aws.realm().admin().get("/clients/" + aws.clientUuid());
    }

    private static List<String> problems(JsonNode findings) {
        return findings.valueStream()
                .filter(finding -> !finding.get("severity").asText().equals("info"))
                .filter(finding -> !finding.get("id").asText().equals("keycloak-vulnerable"))
                .map(JsonNode::toString)
                .toList();
    }
}
