package io.github.keycloakawsmfa.demo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakawsmfa.demo.PolicyCondition.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A role's trust policy, evaluated as IAM does: what nothing allows is denied, and a Deny wins. What this small evaluator does not
 * know it does not read, so that no test passes because of a condition that nobody looked at.
 */
public final class TrustPolicy {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> POLICY = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of("Sid", "Effect", "Principal", "Action", "Condition");

    private record Statement(
            boolean allow, List<String> principals, List<Pattern> actions, List<PolicyCondition> conditions) {

        boolean applies(String action, String principal, Map<String, List<String>> context) {
            return principals.contains(principal)
                    && actions.stream().anyMatch(known -> known.matcher(action).matches())
                    && conditions.stream().allMatch(condition -> condition.holds(context));
        }
    }

    private final List<Statement> statements;

    private TrustPolicy(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** @throws IllegalArgumentException for what is no trust policy, or says more than this evaluator understands */
    public static TrustPolicy parse(String json) {
        JsonNode policy;
        try {
            policy = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        requireOnly(policy, POLICY);
        if (!"2012-10-17".equals(policy.path("Version").asText())) {
            throw new IllegalArgumentException("Version must be 2012-10-17");
        }
        List<Statement> statements = new ArrayList<>();
        JsonNode all = policy.path("Statement");
        if (all.isArray()) {
            all.forEach(one -> statements.add(statement(one)));
        } else {
            statements.add(statement(all));
        }
        return new TrustPolicy(statements);
    }

    /**
     * Whether the role lets this be done.
     *
     * @param federatedPrincipal ARN of the SAML provider
     * @param context condition keys in any case, with their values; no values is as good as no key
     */
    public boolean allows(String action, String federatedPrincipal, Map<String, List<String>> context) {
        Map<String, List<String>> keys = new HashMap<>();
        context.forEach((key, values) -> keys.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
        List<Statement> applying = statements.stream()
                .filter(statement -> statement.applies(action.toLowerCase(Locale.ROOT), federatedPrincipal, keys))
                .toList();
        return !applying.isEmpty() && applying.stream().allMatch(Statement::allow);
    }

    private static Statement statement(JsonNode node) {
        requireOnly(node, STATEMENT);
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IllegalArgumentException("Effect must be Allow or Deny, not \"" + effect + "\"");
        }
        JsonNode principal = node.path("Principal");
        requireOnly(principal, Set.of("Federated"));
        List<Pattern> actions = texts(node.path("Action")).stream()
                .map(action -> PolicyCondition.wildcard(action.toLowerCase(Locale.ROOT)))
                .toList();
        return new Statement(
                effect.equals("Allow"),
                texts(principal.path("Federated")),
                actions,
                conditions(node.path("Condition")));
    }

    private static List<PolicyCondition> conditions(JsonNode node) {
        List<PolicyCondition> conditions = new ArrayList<>();
        if (!node.isMissingNode()) {
            requireObject(node);
        }
        node.properties().forEach(operator -> {
            Operator known = Operator.of(operator.getKey());
            requireObject(operator.getValue());
            operator.getValue()
                    .properties()
                    .forEach(key -> conditions.add(new PolicyCondition(known, key.getKey(), texts(key.getValue()))));
        });
        return conditions;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        (node.isArray() ? node : List.of(node)).forEach(text -> {
            if (!text.isTextual() || text.asText().contains("${")) {
                throw new IllegalArgumentException("not a text, or one with a policy variable: " + text);
            }
            texts.add(text.asText());
        });
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("an empty list");
        }
        return texts;
    }

    private static void requireOnly(JsonNode node, Set<String> names) {
        requireObject(node);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("unknown element " + name);
            }
        });
    }

    private static void requireObject(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("not an object: " + node);
        }
    }
}
