package io.github.keycloakawsmfa.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One key under one operator of a policy's {@code Condition}, evaluated as IAM's User Guide has it ("IAM JSON policy elements:
 * Condition operators" and "Set operators for multivalued context keys").
 *
 * @param key in lower case: IAM's keys have no case
 * @param values of which one must match (none, for a negated operator); their case matters
 */
record PolicyCondition(Operator operator, String key, List<String> values) {

    /** How many of the values that a key has are looked at. */
    enum SetOperator {
        NONE,
        FOR_ANY_VALUE,
        FOR_ALL_VALUES
    }

    record Operator(SetOperator set, boolean pattern, boolean negated, boolean ifExists) {

        private static final Pattern SYNTAX =
                Pattern.compile("(ForAnyValue:|ForAllValues:)?String(Not)?(Equals|Like)(IfExists)?");

        /** @throws IllegalArgumentException for an operator that is not known here */
        static Operator of(String name) {
            Matcher parts = SYNTAX.matcher(name);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not an operator that is known here: " + name);
            }
            SetOperator set = parts.group(1) == null
                    ? SetOperator.NONE
                    : parts.group(1).startsWith("ForAny") ? SetOperator.FOR_ANY_VALUE : SetOperator.FOR_ALL_VALUES;
            return new Operator(set, parts.group(3).equals("Like"), parts.group(2) != null, parts.group(4) != null);
        }
    }

    PolicyCondition {
        key = key.toLowerCase(Locale.ROOT);
        values = List.copyOf(values);
    }

    /** @param context by keys in lower case */
    boolean holds(Map<String, List<String>> context) {
        List<String> found = context.getOrDefault(key, List.of());
        if (found.isEmpty()) {
            return operator.ifExists()
                    || switch (operator.set()) {
                        case NONE -> operator.negated();
                        case FOR_ANY_VALUE -> false;
                        case FOR_ALL_VALUES -> true;
                    };
        }
        Predicate<String> matches = value -> values.stream().anyMatch(wanted -> matches(wanted, value));
        Predicate<String> passes = operator.negated() ? matches.negate() : matches;
        return switch (operator.set()) {
            // IAM leaves open what several values do here; not more than what is safe is granted.
            case NONE ->
                (operator.negated() || found.size() == 1) && found.stream().allMatch(passes);
            case FOR_ANY_VALUE -> found.stream().anyMatch(passes);
            case FOR_ALL_VALUES -> found.stream().allMatch(passes);
        };
    }

    private boolean matches(String wanted, String value) {
        return operator.pattern() ? wildcard(wanted).matcher(value).matches() : wanted.equals(value);
    }

    /** {@code *} for any text, {@code ?} for one character. */
    static Pattern wildcard(String text) {
        StringBuilder regex = new StringBuilder();
        text.codePoints()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
