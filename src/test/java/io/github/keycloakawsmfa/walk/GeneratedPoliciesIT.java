package io.github.keycloakawsmfa.walk;

import static io.github.keycloakawsmfa.walk.AwsSide.ACCOUNT;
import static io.github.keycloakawsmfa.walk.AwsSide.ASSURANCE;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.demo.TrustPolicy;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated trust policies, evaluated as IAM does, against what the plugin really sends. */
@DisplayName("A generated trust policy")
class GeneratedPoliciesIT {

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static final TestRealm realm = aws.realm();
    private static final String PROVIDER = "arn:aws:iam::" + ACCOUNT + ":saml-provider/keycloak";
    private static final Map<String, ?> NOTHING_MORE =
            Map.of("tags", List.of(), "userTags", Map.of(), "transitiveTags", List.of(), "sourceIdentity", "");

    private static Person ada;

    @BeforeAll
    static void aUserWithADevice() {
        ada = aws.person("ada", "Admin");
        ada.signInWithCode(aws.console());
    }

    @BeforeEach
    void nothingButRolesAndEvidence() {
        realm.admin().post("/aws-mfa/setup", NOTHING_MORE);
    }

    @Test
    void letsAResponseWithEvidenceIn() {
        assertThat(allows(policy(), context(open()))).isTrue();
    }

    @Test
    void keepsOneWithoutEvidenceOut() {
        Map<String, List<String>> context = context(open());
        context.remove("saml:edupersonassurance");

        assertThat(allows(policy(), context)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://refeds.org/profile/sfa",
                "https://refeds.org/profile/mfa ",
                "HTTPS://refeds.org/profile/mfa"
            })
    void keepsOtherAssuranceOut(String assurance) {
        Map<String, List<String>> context = context(open());
        context.put("saml:edupersonassurance", List.of(assurance));

        assertThat(allows(policy(), context)).isFalse();
    }

    @Test
    void keepsAResponseForAnotherAddressOut() {
        Map<String, List<String>> context = context(open());
        context.put("saml:aud", List.of("https://signin.aws.amazon.com.example.test/saml"));

        assertThat(allows(policy(), context)).isFalse();
    }

    @Test
    void letsTagsAndSourceIdentityInAndDemandsTheTag() {
        realm.admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of(
                                "tags", List.of("mfa", "mfa-device", "mfa-time"),
                                "transitiveTags", List.of("mfa"),
                                "sourceIdentity", "username"));
        Map<String, List<String>> context = context(open());
        assertThat(context)
                .containsEntry("aws:requesttag/mfa", List.of("true"))
                .containsEntry("sts:sourceidentity", List.of("ada"));

        assertThat(allows(policy(), context)).isTrue();

        context.remove("aws:requesttag/mfa");
        assertThat(allows(policy(), context)).as("without the tag").isFalse();
    }

    /** The mistake that shuts all out: a policy from before the tags. */
    @Test
    void fromBeforeTagsWereSentShutsOut() {
        TrustPolicy before = policy();
        realm.admin().post("/aws-mfa/setup", Map.of("tags", List.of("mfa")));

        assertThat(allows(before, context(open()))).isFalse();
        assertThat(allows(policy(), context(open()))).isTrue();
    }

    /** The gate leaves tags that do not tell of the code, and AWS asks for the same right. */
    @Test
    void letsATagOfSomebodysMapperIn() {
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        String mapper = realm.admin()
                .create(
                        mappers,
                        Map.of(
                                "name",
                                "office",
                                "protocol",
                                "saml",
                                "protocolMapper",
                                "saml-hardcode-attribute-mapper",
                                "config",
                                Map.of(
                                        "attribute.name", PREFIX + "PrincipalTag:office",
                                        "attribute.nameformat", "URI Reference",
                                        "attribute.value", "Tokyo")));
        try {
            Map<String, List<String>> context = context(open());
            assertThat(context).containsEntry("aws:requesttag/office", List.of("Tokyo"));

            assertThat(allows(policy(), context)).isTrue();
        } finally {
            realm.admin().delete(mappers + "/" + mapper);
        }
    }

    @Test
    void trustsNoOtherProvider() {
        assertThat(policy().allows("sts:AssumeRoleWithSAML", PROVIDER + "2", context(open())))
                .isFalse();
    }

    /** As Terraform's aws_iam_policy_document writes it. */
    @Test
    void ofTerraformIsTheSame() {
        realm.admin().post("/aws-mfa/setup", Map.of("tags", List.of("mfa"), "sourceIdentity", "username"));
        JsonNode configuration = realm.admin().get("/aws-mfa/terraform");
        JsonNode written = configuration.at("/data/aws_iam_policy_document/Admin/statement/0");
        assertThat(written.at("/principals/0/identifiers/0").asText())
                .isEqualTo("${aws_iam_saml_provider.keycloak.arn}");

        ObjectNode policy = AdminApi.JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.set("Effect", written.get("effect"));
        statement.putObject("Principal").put(written.at("/principals/0/type").asText(), PROVIDER);
        statement.set("Action", oneOrMany(written.get("actions")));
        ObjectNode condition = statement.putObject("Condition");
        for (JsonNode part : written.get("condition")) {
            condition
                    .withObject("/" + part.get("test").asText())
                    .set(part.get("variable").asText(), oneOrMany(part.get("values")));
        }
        assertThat(policy).isEqualTo(realm.admin().get("/aws-mfa/trust-policy?role=Admin"));
    }

    private static JsonNode oneOrMany(JsonNode values) {
        return values.size() == 1 ? values.get(0) : values;
    }

    @Test
    void ofTheTemplatesIsTheSame() throws Exception {
        JsonNode template = realm.admin().get("/aws-mfa/cloudformation");
        JsonNode document = template.at("/Resources/RoleAdmin/Properties/AssumeRolePolicyDocument");
        String json = document.toString().replace("{\"Ref\":\"Providerkeycloak\"}", "\"" + PROVIDER + "\"");

        assertThat(AdminApi.JSON.readTree(json)).isEqualTo(realm.admin().get("/aws-mfa/trust-policy?role=Admin"));
        assertThat(template.at("/Resources/RoleAdmin/Properties/MaxSessionDuration")
                        .asInt())
                .as("no less than the assertion asks for")
                .isGreaterThanOrEqualTo(Integer.parseInt(
                        open().attributes().get(PREFIX + "SessionDuration").get(0)));
    }

    private static TrustPolicy policy() {
        return TrustPolicy.parse(
                realm.admin().get("/aws-mfa/trust-policy?role=Admin").toString());
    }

    private static SamlPost open() {
        return SamlPost.of(ada.signInWithCode(aws.console()));
    }

    /** Each of the actions that AWS asks for, given what is in the assertion. */
    private static boolean allows(TrustPolicy policy, Map<String, List<String>> context) {
        List<String> actions = new ArrayList<>(List.of("sts:AssumeRoleWithSAML"));
        if (context.keySet().stream().anyMatch(key -> key.startsWith("aws:requesttag/"))) {
            actions.add("sts:TagSession");
        }
        if (context.containsKey("sts:sourceidentity")) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions.stream().allMatch(action -> policy.allows(action, PROVIDER, context));
    }

    private static Map<String, List<String>> context(SamlPost post) {
        Map<String, List<String>> context = new HashMap<>();
        context.put("saml:aud", List.of(post.xml().replaceAll("(?s).*Recipient=\"([^\"]*)\".*", "$1")));
        post.attributes().forEach((name, values) -> {
            if (name.equals(ASSURANCE)) {
                context.put("saml:edupersonassurance", values);
            } else if (name.startsWith(PREFIX + "PrincipalTag:")) {
                context.put("aws:requesttag/" + name.substring((PREFIX + "PrincipalTag:").length()), values);
            } else if (name.equals(PREFIX + "SourceIdentity")) {
                context.put("sts:sourceidentity", values);
            }
        });
        return context;
    }
}
