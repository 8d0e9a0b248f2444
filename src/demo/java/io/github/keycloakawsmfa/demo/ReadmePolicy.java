package io.github.keycloakawsmfa.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The trust policy that docs/aws.md has administrators give to a role. */
public final class ReadmePolicy {

    static final String ASSUME = "sts:AssumeRoleWithSAML";
    static final String TAG = "sts:TagSession";
    static final String SOURCE_IDENTITY = "sts:SetSourceIdentity";

    private ReadmePolicy() {}

    /** As it stands in docs/aws.md. */
    public static Function<AwsRole, TrustPolicy> strict(Set<String> audiences) {
        return role -> TrustPolicy.parse(json(role.providerArn(), audiences, List.of(ASSUME)));
    }

    /** For providers that send session tags and SourceIdentity. */
    public static Function<AwsRole, TrustPolicy> withTags(Set<String> audiences) {
        return role -> TrustPolicy.parse(json(role.providerArn(), audiences, List.of(ASSUME, TAG, SOURCE_IDENTITY)));
    }

    /** @param audiences what {@code SAML:aud} may be */
    public static String json(String providerArn, Set<String> audiences, List<String> actions) {
        ObjectNode policy = new ObjectMapper().createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject().put("Effect", "Allow");
        statement.putObject("Principal").put("Federated", providerArn);
        actions.forEach(statement.putArray("Action")::add);
        ObjectNode condition = statement.putObject("Condition");
        new TreeSet<>(audiences).forEach(condition.putObject("StringEquals").putArray("SAML:aud")::add);
        condition.putObject("ForAnyValue:StringEquals").put("SAML:edupersonassurance", AwsRules.MFA);
        return policy.toString();
    }
}
