package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Templates for AWS")
class TemplatesTest {

    private static final String ACCOUNT = "123456789012";
    private static final String METADATA = "<EntityDescriptor name=\"${not.a.template} %{nor} this\"/>";
    private static final TrustPolicy TRUST =
            new TrustPolicy(List.of("https://signin.aws.amazon.com/saml"), false, false, false);

    @Nested
    @DisplayName("in CloudFormation")
    class InCloudFormation {

        @Test
        void haveTheProviderAndARoleThatTrustsIt() {
            JsonNode template = cloudFormation("Admin");

            JsonNode provider = template.at("/Resources/Providerkeycloak");
            assertThat(provider.get("Type").asText()).isEqualTo("AWS::IAM::SAMLProvider");
            assertThat(provider.at("/Properties/SamlMetadataDocument").asText()).isEqualTo(METADATA);
            JsonNode role = template.at("/Resources/RoleAdmin");
            assertThat(role.get("Type").asText()).isEqualTo("AWS::IAM::Role");
            assertThat(role.at("/Properties/RoleName").asText()).isEqualTo("Admin");
            assertThat(role.at("/Properties/Path").asText()).isEqualTo("/");
            assertThat(role.at("/Properties/MaxSessionDuration").asInt()).isEqualTo(7200);
            JsonNode statement = role.at("/Properties/AssumeRolePolicyDocument/Statement/0");
            assertThat(statement.at("/Principal/Federated/Ref").asText()).isEqualTo("Providerkeycloak");
            assertThat(statement
                            .at("/Condition/ForAnyValue:StringEquals/SAML:edupersonassurance")
                            .asText())
                    .isEqualTo("https://refeds.org/profile/mfa");
        }

        @Test
        void giveEachRoleItsOwnAlphanumericId() {
            JsonNode resources = cloudFormation("Ops", "team/Ops", "te.am/Op-s", "O+p=s,".substring(0, 5))
                    .get("Resources");

            List<String> ids = new ArrayList<>();
            resources.fieldNames().forEachRemaining(ids::add);
            assertThat(ids).hasSize(5).allMatch(id -> id.matches("[A-Za-z0-9]{1,255}"));
            assertThat(resources.at("/RoleteamOps/Properties/Path").asText()).isEqualTo("/team/");
        }

        /** Resources and parameters must not have one name. */
        @Test
        void giveNoParameterTheIdOfARole() {
            JsonNode template = cloudFormation("Read", "ReadPolicies", "HasPoliciesRead", "PoliciesRead");

            assertThat(template.get("Parameters").fieldNames())
                    .toIterable()
                    .hasSize(4)
                    .allMatch(id -> !template.get("Resources").has(id));
        }

        /** One role may not be there twice: the second would undo the first. */
        @Test
        void haveOneRoleForAllItsProviders() {
            JsonNode template = new ObjectMapper().valueToTree(CloudFormation.template(twoProviders()));

            assertThat(template.get("Resources").fieldNames())
                    .toIterable()
                    .containsExactly("Providerkeycloak", "Providerold", "RoleAdmin");
            assertThat(template.at("/Resources/RoleAdmin/Properties/AssumeRolePolicyDocument/Statement/0/Principal"))
                    .hasToString("{\"Federated\":[{\"Ref\":\"Providerkeycloak\"},{\"Ref\":\"Providerold\"}]}");
        }

        /** What a template refers to is in it. */
        @Test
        void referToWhatIsThere() {
            JsonNode template = cloudFormation("Admin", "team/Ops");

            for (JsonNode reference : template.findValues("Ref")) {
                String name = reference.asText();
                assertThat(template.get("Resources").has(name)
                                || template.get("Parameters").has(name)
                                || name.equals("AWS::NoValue"))
                        .as(name)
                        .isTrue();
            }
            template.findValues("Fn::If")
                    .forEach(choice -> assertThat(
                                    template.get("Conditions").has(choice.get(0).asText()))
                            .isTrue());
        }
    }

    @Nested
    @DisplayName("in Terraform")
    class InTerraform {

        @Test
        void haveTheProviderAndARoleThatTrustsIt() {
            JsonNode configuration = terraform("Admin", "team/Read.Only");

            JsonNode role = configuration.at("/resource/aws_iam_role/team_Read_Only");
            assertThat(role.get("name").asText()).isEqualTo("Read.Only");
            assertThat(role.get("path").asText()).isEqualTo("/team/");
            assertThat(role.get("assume_role_policy").asText())
                    .isEqualTo("${data.aws_iam_policy_document.team_Read_Only.json}");
            JsonNode statement = configuration.at("/data/aws_iam_policy_document/team_Read_Only/statement/0");
            assertThat(statement.at("/principals/0/identifiers/0").asText())
                    .isEqualTo("${aws_iam_saml_provider.keycloak.arn}");
            assertThat(configuration.at("/resource/aws_iam_saml_provider").has("keycloak"))
                    .isTrue();
            assertThat(statement.get("condition"))
                    .anySatisfy(condition ->
                            assertThat(condition.get("test").asText()).isEqualTo("ForAnyValue:StringEquals"));
        }

        @Test
        void haveOneRoleForAllItsProviders() {
            JsonNode configuration = new ObjectMapper().valueToTree(Terraform.configuration(twoProviders()));

            assertThat(configuration.at("/resource/aws_iam_role").fieldNames())
                    .toIterable()
                    .containsExactly("Admin");
            assertThat(configuration.at("/data/aws_iam_policy_document/Admin/statement/0/principals/0/identifiers"))
                    .extracting(JsonNode::asText)
                    .containsExactly("${aws_iam_saml_provider.keycloak.arn}", "${aws_iam_saml_provider.old.arn}");
        }

        /** A module may have one block of required providers, and one default provider: perhaps it has them already. */
        @Test
        void leaveTheProviderToTheModuleAroundThem() {
            assertThat(terraform("Admin").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("variable", "data", "resource");
        }

        /** Every string is a template there. */
        @Test
        void escapeWhatTerraformWouldFillIn() {
            assertThat(terraform("Admin")
                            .at("/resource/aws_iam_saml_provider/keycloak/saml_metadata_document")
                            .asText())
                    .isEqualTo("<EntityDescriptor name=\"$${not.a.template} %%{nor} this\"/>");
        }

        @Test
        void haveAVariableForWhatEachRoleMayDo() {
            JsonNode configuration = terraform("Admin", "team/Ops");

            assertThat(configuration.at("/variable/policies/default").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("Admin", "team/Ops");
            assertThat(configuration
                            .at("/resource/aws_iam_role_policy_attachment/team_Ops/for_each")
                            .asText())
                    .isEqualTo("${lookup(var.policies, \"team/Ops\", [])}");
        }
    }

    private static JsonNode cloudFormation(String... roles) {
        return new ObjectMapper().valueToTree(CloudFormation.template(account(roles)));
    }

    private static JsonNode terraform(String... roles) {
        return new ObjectMapper().valueToTree(Terraform.configuration(account(roles)));
    }

    private static AwsAccount twoProviders() {
        List<RolePair> pairs = Stream.of("keycloak", "old")
                .map(provider -> RolePair.parse(ACCOUNT + "/Admin", AwsPartition.AWS, provider)
                        .orElseThrow())
                .toList();
        return new AwsAccount(ACCOUNT, pairs, METADATA, TRUST, Duration.ofHours(2));
    }

    private static AwsAccount account(String... roles) {
        List<RolePair> pairs = Stream.of(roles)
                .map(role -> RolePair.parse(ACCOUNT + "/" + role, AwsPartition.AWS, "keycloak")
                        .orElseThrow())
                .toList();
        return new AwsAccount(ACCOUNT, pairs, METADATA, TRUST, Duration.ofHours(2));
    }
}
