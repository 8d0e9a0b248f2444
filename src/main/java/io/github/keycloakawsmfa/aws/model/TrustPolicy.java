package io.github.keycloakawsmfa.aws.model;

import io.github.keycloakawsmfa.aws.model.SessionTag.MfaTag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a role at AWS demands of an assertion: the address that it was sent to, and the evidence. AWS cannot see an
 * identity provider's MFA, so this policy is where it is demanded.
 *
 * <p>{@code ForAnyValue}, because {@code ForAllValues} and {@code …IfExists} are true where the attribute is missing.
 *
 * @param audiences where assertions are posted, at least one: {@code saml:aud} is the Recipient
 * @param tags whether assertions carry session tags: without the right to {@code sts:TagSession} AWS refuses them
 * @param mfaTag whether the tag {@code mfa} is among them, and so demanded as well
 * @param sourceIdentity whether assertions carry SourceIdentity, which needs a right of its own
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml">IAM
 *     User Guide, Keys for SAML federation</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">IAM
 *     User Guide, Multivalued context keys</a>
 */
public record TrustPolicy(Collection<String> audiences, boolean tags, boolean mfaTag, boolean sourceIdentity) {

    /** One line of a policy's Condition, such as {@code StringEquals} of {@code SAML:aud}. */
    public record Condition(String operator, String key, List<String> values) {}

    /** The actions that it allows. */
    public List<String> actions() {
        List<String> actions = new ArrayList<>(List.of("sts:AssumeRoleWithSAML"));
        if (tags) {
            actions.add("sts:TagSession");
        }
        if (sourceIdentity) {
            actions.add("sts:SetSourceIdentity");
        }
        return List.copyOf(actions);
    }

    /** All of them must hold. */
    public List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition("StringEquals", "SAML:aud", List.copyOf(audiences)));
        if (mfaTag) {
            conditions.add(new Condition("StringEquals", "aws:RequestTag/" + MfaTag.MFA.key(), List.of("true")));
        }
        conditions.add(new Condition(
                "ForAnyValue:StringEquals", "SAML:edupersonassurance", List.of(AwsAttributes.ASSURANCE_MFA)));
        return List.copyOf(conditions);
    }

    /**
     * The policy document, to be written as JSON.
     *
     * @param providers the SAML providers' ARNs, at least one, or what stands for them in a template
     */
    public Map<String, Object> document(List<?> providers) {
        Map<String, Map<String, Object>> condition = new LinkedHashMap<>();
        conditions()
                .forEach(part -> condition
                        .computeIfAbsent(part.operator(), operator -> new LinkedHashMap<>())
                        .put(part.key(), oneOrMany(part.values())));
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Principal", Map.of("Federated", oneOrMany(providers)));
        statement.put("Action", oneOrMany(actions()));
        statement.put("Condition", condition);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", List.of(statement));
        return document;
    }

    private static Object oneOrMany(List<?> values) {
        return values.size() == 1 ? values.get(0) : values;
    }
}
