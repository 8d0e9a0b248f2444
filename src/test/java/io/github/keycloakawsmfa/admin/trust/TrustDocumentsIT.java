package io.github.keycloakawsmfa.admin.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.admin.Admins;
import io.github.keycloakawsmfa.demo.IdentityProvider;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is generated for AWS")
class TrustDocumentsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String PATH = "/aws-mfa/";
    private static final String CLIENT_ID = "urn:amazon:webservices";
    private static final String FIRST = "123456789012";
    private static final String SECOND = "210987654321";
    private static final String THIRD = "333333333333";
    private static final String OLD = "arn:aws:iam::" + SECOND + ":saml-provider/old";
    private static final String CLASSIC = OLD + ",arn:aws:iam::" + SECOND + ":role/team/Support";
    private static final String ADMIN_TOO = OLD + ",arn:aws:iam::" + SECOND + ":role/Admin";

    @BeforeAll
    static void twoAccounts() {
        realm.admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of(
                                "provider",
                                "kc.prod",
                                "accounts",
                                Map.of(FIRST, List.of("Admin", "ops/ReadOnly"), SECOND, List.of("Admin")),
                                "endpoints",
                                List.of(
                                        "https://eu-west-1.signin.aws.amazon.com/saml",
                                        "https://signin.aws.amazon.com/saml")));
        realm.clientRoles(
                realm.clientUuid(CLIENT_ID),
                CLASSIC,
                ADMIN_TOO,
                THIRD + "/Admin",
                THIRD + "/ops/admin",
                THIRD + "/dev/Admin",
                "not an AWS role");
    }

    @Test
    void theMetadataIsTheRealms() {
        AdminApi.Answer answer = realm.admin().send("GET", PATH + "metadata", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("<").hasSizeBetween(1_000, 10_000_000);
        assertThat(IdentityProvider.ofDescriptor(answer.body()).settings())
                .containsEntry("onelogin.saml2.idp.entityid", realm.url("").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReadOnly", "ops/ReadOnly"})
    void aRolesPolicyNamesProviderAndEndpoints(String role) {
        JsonNode statement =
                get("trust-policy?account=" + FIRST + "&role=" + role).at("/Statement/0");

        assertThat(statement.at("/Principal/Federated").asText())
                .isEqualTo("arn:aws:iam::" + FIRST + ":saml-provider/kc.prod");
        assertThat(statement.get("Action").asText()).isEqualTo("sts:AssumeRoleWithSAML");
        assertThat(statement.at("/Condition/StringEquals/SAML:aud"))
                .extracting(JsonNode::asText)
                .containsExactly("https://eu-west-1.signin.aws.amazon.com/saml", "https://signin.aws.amazon.com/saml");
    }

    /** What somebody wrote among the client's redirect URIs must not become an address that AWS takes responses from. */
    @Test
    void anAddressThatIsNotAwssIsTrustedByNobody() {
        String path = "/clients/" + realm.clientUuid(CLIENT_ID);
        ObjectNode client = (ObjectNode) realm.admin().get(path);
        client.withArray("redirectUris").add("https://jump.example.test/saml").add("http://localhost:8090/saml");
        realm.admin().put(path, client);
        try {
            assertThat(get("trust-policy?account=" + FIRST + "&role=Admin").toString())
                    .contains("https://signin.aws.amazon.com/saml")
                    .doesNotContain("jump.example.test", "localhost");
        } finally {
            client.withArray("redirectUris").remove(3);
            client.withArray("redirectUris").remove(2);
            realm.admin().put(path, client);
        }
    }

    /** As the usual instructions have it; a role that allows less would refuse each sign-in. */
    @Test
    void aDurationOfSomebodysMapperIsAllowed() {
        String mappers = "/clients/" + realm.clientUuid(CLIENT_ID) + "/protocol-mappers/models";
        String mapper = realm.admin()
                .create(
                        mappers,
                        Map.of(
                                "name", "theirs",
                                "protocol", "saml",
                                "protocolMapper", "saml-hardcode-attribute-mapper",
                                "config",
                                        Map.of(
                                                "attribute.name",
                                                "https://aws.amazon.com/SAML/Attributes/SessionDuration",
                                                "attribute.value",
                                                "28800")));
        try {
            assertThat(get("cloudformation?account=" + FIRST)
                            .at("/Resources/RoleAdmin/Properties/MaxSessionDuration")
                            .asInt())
                    .isEqualTo(28_800);
        } finally {
            realm.admin().delete(mappers + "/" + mapper);
        }
    }

    @Test
    void aClassicRoleKeepsItsProvider() {
        assertThat(get("trust-policy?account=" + SECOND + "&role=Support").at("/Statement/0/Principal/Federated"))
                .hasToString("\"arn:aws:iam::" + SECOND + ":saml-provider/old\"");
    }

    /** As while old role names are replaced: AWS has one policy for a role, and it must not shut out the one half. */
    @Test
    void aRoleOfTwoProvidersTrustsBoth() {
        assertThat(get("trust-policy?account=" + SECOND + "&role=Admin").at("/Statement/0/Principal/Federated"))
                .extracting(JsonNode::asText)
                .containsExactly("arn:aws:iam::" + SECOND + ":saml-provider/kc.prod", OLD);
        assertThat(get("cloudformation?account=" + SECOND)
                        .at("/Resources/RoleAdmin/Properties/AssumeRolePolicyDocument/Statement/0/Principal/Federated")
                        .findValuesAsText("Ref"))
                .containsExactly("Providerkcprod", "Providerold");
    }

    @Test
    void aTemplateHasAnAccountsProvidersAndRoles() {
        JsonNode cloudFormation = get("cloudformation?account=" + SECOND);
        JsonNode terraform = get("terraform?account=" + SECOND);

        assertThat(cloudFormation.get("Resources").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("Providerkcprod", "Providerold", "RoleAdmin", "RoleteamSupport");
        assertThat(terraform.at("/resource/aws_iam_role").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("Admin", "team_Support");
        assertThat(cloudFormation
                        .at("/Resources/Providerold/Properties/SamlMetadataDocument")
                        .asText())
                .isEqualTo(realm.admin().send("GET", PATH + "metadata", null).body());
    }

    @Test
    void aNameWithoutItsPathMeansTheRoleWithoutOne() {
        assertThat(get("trust-policy?account=" + THIRD + "&role=Admin")
                        .at("/Statement/0/Principal/Federated")
                        .asText())
                .endsWith("saml-provider/kc.prod");
    }

    @Test
    void withoutAnAddressThereIsNoPolicy() {
        String path = "/clients/" + realm.clientUuid(CLIENT_ID);
        ObjectNode before = (ObjectNode) realm.admin().get(path);
        ObjectNode without = before.deepCopy();
        without.putArray("redirectUris").add("https://signin.aws.amazon.com/*");
        without.withObject("/attributes").put("saml_assertion_consumer_url_post", "");
        realm.admin().put(path, without);
        try {
            AdminApi.Answer answer = realm.admin().send("GET", PATH + "cloudformation?account=" + FIRST, null);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("None of the client's addresses is AWS's");
        } finally {
            realm.admin().put(path, before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trust-policy?role=Admin                             | 400 | 123456789012, 210987654321
            cloudformation                                      | 400 | 123456789012, 210987654321
            terraform?account=111111111111                      | 400 | 123456789012, 210987654321
            terraform?account=                                  | 400 | 123456789012, 210987654321
            cloudformation?account=333333333333                 | 409 | Admin, dev/Admin, ops/admin
            terraform?account=333333333333                      | 409 | one role of a name
            trust-policy?account=123456789012                   | 400 | "role" is missing
            trust-policy?account=123456789012&role=Nobody       | 404 | no role Nobody
            trust-policy?account=123456789012&role=Support      | 404 | no role Support
            trust-policy?account=123456789012&rolle=Admin       | 400 | "rolle"
            cloudformation?account=123456789012&clientId=other  | 400 | urn:amazon:webservices
            cloudformation?account=123456789012&role=Admin      | 400 | "role"
            metadata?account=123456789012                       | 400 | "account"
            """)
    void whatCannotBeMeantIsRefusedByName(String call, int status, String sentence) {
        AdminApi.Answer answer = realm.admin().send("GET", PATH + call, null);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().findValuesAsText("errorMessage").toString()
                        + answer.json().findValuesAsText("error"))
                .contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata", "trust-policy?account=123456789012&role=Admin", "cloudformation", "terraform"})
    void whoMayNotViewTheRealmIsRefused(String call) {
        AdminApi caller = Admins.with(realm, "view-clients", "manage-users", "view-events", "query-realms");

        assertThat(caller.send("GET", PATH + call, null).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust-policy?account=123456789012&role=Admin", "cloudformation", "terraform"})
    void whoMayNotViewClientsSeesTheMetadataOnly(String call) {
        AdminApi caller = Admins.with(realm, "view-realm");

        assertThat(caller.send("GET", PATH + call, null).status()).isEqualTo(403);
        assertThat(caller.send("GET", PATH + "metadata", null).status()).isEqualTo(200);
    }

    @Test
    void whoMayViewBothSeesAll() {
        AdminApi caller = Admins.with(realm, "view-realm", "view-clients");

        assertThat(caller.send("GET", PATH + "terraform?account=" + FIRST, null).status())
                .isEqualTo(200);
    }

    @Test
    void beforeSetUpThereIsNothingToTrust() {
        String name = realm.name() + "-new";
        realm.server().admin().createRealm(Map.of("realm", name, "enabled", true));
        try {
            AdminApi.Answer answer = realm.server().admin().realm(name).send("GET", PATH + "cloudformation", null);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("Set-up has made no client");
        } finally {
            realm.server().admin().realm(name).delete("");
        }
    }

    /** Each partition's own ARNs and address, without anything said but its name. */
    @ParameterizedTest
    @CsvSource({
        "aws-us-gov, https://signin.amazonaws-us-gov.com/saml",
        "aws-cn, https://signin.amazonaws.cn/saml",
        "aws-eusc, https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml",
        "aws-iso, https://signin.c2shome.ic.gov/saml",
        "aws-iso-b, https://signin.sc2shome.sgov.gov/saml",
        "aws-iso-e, https://console.csphome.adc-e.uk/saml",
        "aws-iso-f, https://signin.csphome.hci.ic.gov/saml"
    })
    void everyPartitionIsSetUpByItsName(String partition, String endpoint) {
        JsonNode changes = realm.admin()
                .post("/aws-mfa/setup", Map.of("partition", partition, "accounts", Map.of(FIRST, List.of("Admin"))));
        String client = changes.get("changes")
                .valueStream()
                .filter(change -> change.get("what").asText().equals("client"))
                .map(change -> change.get("name").asText())
                .findFirst()
                .orElseThrow();
        String query = "account=" + FIRST + "&clientId=" + client;
        String provider = "arn:" + partition + ":iam::" + FIRST + ":saml-provider/keycloak";
        try {
            JsonNode statement = get("trust-policy?role=Admin&" + query).at("/Statement/0");

            assertThat(statement.at("/Principal/Federated").asText()).isEqualTo(provider);
            assertThat(statement.at("/Condition/StringEquals/SAML:aud").asText())
                    .isEqualTo(endpoint);
            assertThat(get("cloudformation?" + query).toString()).contains(endpoint);
            assertThat(get("terraform?" + query).toString()).contains(endpoint);
            assertThat(realm.admin()
                            .get("/clients/" + realm.clientUuid(client))
                            .at("/attributes/saml_idp_initiated_sso_url_name")
                            .asText())
                    .isEqualTo("amazon-" + partition);
        } finally {
            realm.admin().delete("/clients/" + realm.clientUuid(client));
        }
    }

    @Test
    void identityCenterTakesTheMetadataOnly() {
        String entityId = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890";
        realm.admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of(
                                "clientId",
                                entityId,
                                "endpoints",
                                List.of("https://eu-west-1.signin.aws.amazon.com/platform/saml/acs/1")));

        AdminApi.Answer answer = realm.admin().send("GET", PATH + "cloudformation?clientId=" + entityId, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("permission sets");
        assertThat(get("cloudformation?account=" + FIRST).get("Resources"))
                .as("the other client is meant")
                .isNotEmpty();
    }

    private static JsonNode get(String call) {
        return realm.admin().get(PATH + call);
    }
}
