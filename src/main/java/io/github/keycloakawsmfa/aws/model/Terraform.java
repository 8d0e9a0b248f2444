package io.github.keycloakawsmfa.aws.model;

import io.github.keycloakawsmfa.aws.model.AwsAccount.FederatedRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An account's SAML providers and roles in Terraform's JSON syntax, for a file {@code NAME.tf.json}. What a role may do
 * is the variable {@code policies}: the ARNs of managed policies by role, none by default. The provider and its region are
 * left to the module that the file is put into: Terraform refuses a second block of either.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/syntax/json">Terraform, JSON configuration syntax</a>
 */
public final class Terraform {

    private final AwsAccount account;
    private final Map<String, String> providerIds;
    private final Map<String, String> roleIds;
    private final Map<String, Object> providers = new LinkedHashMap<>();
    private final Map<String, Object> policies = new LinkedHashMap<>();
    private final Map<String, Object> roles = new LinkedHashMap<>();
    private final Map<String, Object> attachments = new LinkedHashMap<>();
    private final Map<String, Object> noPolicies = new LinkedHashMap<>();

    private Terraform(AwsAccount account) {
        this.account = account;
        this.providerIds = account.providerIds(Terraform::label);
        this.roleIds = account.roleIds(Terraform::label);
    }

    /** The configuration, to be written as JSON. */
    public static Map<String, Object> configuration(AwsAccount account) {
        return new Terraform(account).configuration();
    }

    private Map<String, Object> configuration() {
        account.providers().forEach(this::provider);
        account.roles().forEach(this::role);
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("description", "ARNs of managed policies, by role");
        variable.put("type", "map(set(string))");
        variable.put("default", noPolicies);
        Map<String, Object> resources = new LinkedHashMap<>();
        resources.put("aws_iam_saml_provider", providers);
        resources.put("aws_iam_role", roles);
        resources.put("aws_iam_role_policy_attachment", attachments);
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("variable", Map.of("policies", variable));
        configuration.put("data", Map.of("aws_iam_policy_document", policies));
        configuration.put("resource", resources);
        return configuration;
    }

    private void provider(String name) {
        Map<String, Object> provider = new LinkedHashMap<>();
        provider.put("name", name);
        provider.put("saml_metadata_document", literal(account.metadata()));
        providers.put(providerIds.get(name), provider);
    }

    private void role(FederatedRole trusting) {
        String wholeName = trusting.wholeName();
        String label = roleIds.get(wholeName);
        policies.put(label, Map.of("statement", List.of(statement(trusting))));
        Map<String, Object> role = new LinkedHashMap<>();
        role.put("name", trusting.name());
        role.put("path", trusting.path());
        role.put("max_session_duration", account.sessions().toSeconds());
        role.put("assume_role_policy", "${data.aws_iam_policy_document." + label + ".json}");
        roles.put(label, role);
        noPolicies.put(wholeName, List.of());
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("for_each", "${lookup(var.policies, \"" + wholeName + "\", [])}");
        attachment.put("role", "${aws_iam_role." + label + ".name}");
        attachment.put("policy_arn", "${each.value}");
        attachments.put(label, attachment);
    }

    private Map<String, Object> statement(FederatedRole role) {
        Map<String, Object> principals = new LinkedHashMap<>();
        principals.put("type", "Federated");
        principals.put(
                "identifiers",
                role.providerNames().stream()
                        .map(provider -> "${aws_iam_saml_provider." + providerIds.get(provider) + ".arn}")
                        .toList());
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("effect", "Allow");
        statement.put("actions", account.trust().actions());
        statement.put("principals", List.of(principals));
        statement.put(
                "condition",
                account.trust().conditions().stream().map(Terraform::condition).toList());
        return statement;
    }

    private static Map<String, Object> condition(TrustPolicy.Condition condition) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("test", condition.operator());
        written.put("variable", condition.key());
        written.put(
                "values", condition.values().stream().map(Terraform::literal).toList());
        return written;
    }

    private static String label(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "_").replaceAll("^(?![A-Za-z])", "_");
    }

    /** In Terraform's JSON every string is a template. */
    private static String literal(String text) {
        return text.replace("${", "$${").replace("%{", "%%{");
    }
}
