package io.github.keycloakawsmfa.aws.model;

import io.github.keycloakawsmfa.aws.model.AwsAccount.FederatedRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An account's SAML providers and roles as a CloudFormation template. What a role may do is a parameter: the ARNs of
 * managed policies, none by default.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-samlprovider.html">AWS::IAM::SAMLProvider</a>
 */
public final class CloudFormation {

    private final AwsAccount account;
    private final Map<String, String> providerIds;
    private final Map<String, String> roleIds;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, Object> conditions = new LinkedHashMap<>();
    private final Map<String, Object> resources = new LinkedHashMap<>();
    private final Map<String, Object> outputs = new LinkedHashMap<>();

    private CloudFormation(AwsAccount account) {
        this.account = account;
        this.providerIds = account.providerIds(CloudFormation::alphanumeric);
        this.roleIds = account.roleIds(CloudFormation::alphanumeric);
    }

    /** The template, to be written as JSON. */
    public static Map<String, Object> template(AwsAccount account) {
        return new CloudFormation(account).template();
    }

    private Map<String, Object> template() {
        account.providers().forEach(this::provider);
        account.roles().forEach(this::role);
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("AWSTemplateFormatVersion", "2010-09-09");
        template.put(
                "Description",
                "Keycloak's SAML provider in account " + account.id() + ", and roles that demand MFA at Keycloak");
        template.put("Parameters", parameters);
        template.put("Conditions", conditions);
        template.put("Resources", resources);
        template.put("Outputs", outputs);
        return template;
    }

    private void provider(String name) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("Name", name);
        properties.put("SamlMetadataDocument", account.metadata());
        resource(providerId(name), "AWS::IAM::SAMLProvider", properties);
        outputs.put(providerId(name) + "Arn", Map.of("Value", Map.of("Ref", providerId(name))));
    }

    /** Resources and parameters share one namespace, so each kind has its own prefix. */
    private void role(FederatedRole role) {
        String name = roleIds.get(role.wholeName());
        String id = "Role" + name;
        String policies = "Policies" + name;
        String hasPolicies = "HasPolicies" + name;
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("Type", "CommaDelimitedList");
        parameter.put("Default", "");
        parameter.put("Description", "ARNs of managed policies for " + role.wholeName());
        parameters.put(policies, parameter);
        Object joined = Map.of("Fn::Join", List.of("", Map.of("Ref", policies)));
        conditions.put(hasPolicies, Map.of("Fn::Not", List.of(Map.of("Fn::Equals", List.of(joined, "")))));

        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("RoleName", role.name());
        properties.put("Path", role.path());
        properties.put("MaxSessionDuration", account.sessions().toSeconds());
        properties.put(
                "ManagedPolicyArns",
                Map.of("Fn::If", List.of(hasPolicies, Map.of("Ref", policies), Map.of("Ref", "AWS::NoValue"))));
        properties.put(
                "AssumeRolePolicyDocument",
                account.trust()
                        .document(role.providerNames().stream()
                                .map(provider -> Map.of("Ref", providerId(provider)))
                                .toList()));
        resource(id, "AWS::IAM::Role", properties);
        outputs.put(id + "Arn", Map.of("Value", Map.of("Fn::GetAtt", List.of(id, "Arn"))));
    }

    private String providerId(String name) {
        return "Provider" + providerIds.get(name);
    }

    private static String alphanumeric(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "");
    }

    private void resource(String id, String type, Map<String, Object> properties) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("Type", type);
        resource.put("Properties", properties);
        resources.put(id, resource);
    }
}
