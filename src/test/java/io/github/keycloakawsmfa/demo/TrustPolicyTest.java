package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What IAM's User Guide says of conditions, and why the README's policy is written as it is. */
class TrustPolicyTest {

    private static final String PROVIDER = "arn:aws:iam::123456789012:saml-provider/keycloak";
    private static final String MFA = "https://refeds.org/profile/mfa";
    private static final String ASSUME = "sts:AssumeRoleWithSAML";

    private static final String README = """
            {"Version": "2012-10-17",
             "Statement": [{"Effect": "Allow", "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithSAML",
               "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"},
                             "ForAnyValue:StringEquals": {"SAML:edupersonassurance": "%s"}}}]}""".formatted(PROVIDER, MFA);

    private static final Map<String, List<String>> EVIDENCE = Map.of(
            "saml:aud", List.of("https://signin.aws.amazon.com/saml"),
            "saml:edupersonassurance", List.of("https://refeds.org/assurance", MFA));

    @Test
    void allowsWithEvidenceOnly() {
        TrustPolicy policy = TrustPolicy.parse(README);

        assertThat(policy.allows(ASSUME, PROVIDER, EVIDENCE)).isTrue();
        assertThat(policy.allows(ASSUME, PROVIDER, Map.of("saml:aud", EVIDENCE.get("saml:aud"))))
                .isFalse();
        assertThat(policy.allows(ASSUME, PROVIDER, Map.of("saml:edupersonassurance", List.of(MFA))))
                .isFalse();
    }

    @Test
    void allowsNothingElse() {
        TrustPolicy policy = TrustPolicy.parse(README);

        assertThat(policy.allows("sts:TagSession", PROVIDER, EVIDENCE)).isFalse();
        assertThat(policy.allows(ASSUME, PROVIDER + "2", EVIDENCE)).isFalse();
        assertThat(policy.allows(ASSUME, PROVIDER.toUpperCase(Locale.ROOT), EVIDENCE))
                .isFalse();
    }

    @Test
    void keysHaveNoCaseAndValuesHave() {
        String policy = condition("StringEquals", "SAML:AUD", "\"https://x/saml\"");

        assertThat(holds(policy, "saml:aud", "https://x/saml")).isTrue();
        assertThat(holds(policy, "Saml:Aud", "https://x/saml")).isTrue();
        assertThat(holds(policy, "saml:aud", "https://X/saml")).isFalse();
    }

    @Test
    void oneOfThePolicysValuesIsEnough() {
        String policy = condition("StringEquals", "saml:aud", "[\"a\", \"b\"]");

        assertThat(holds(policy, "saml:aud", "a")).isTrue();
        assertThat(holds(policy, "saml:aud", "b")).isTrue();
        assertThat(holds(policy, "saml:aud", "c")).isFalse();
    }

    @Test
    void forAnyValueNeedsOneOfMany() {
        String policy = condition("ForAnyValue:StringEquals", "k", "[\"a\", \"b\"]");

        assertThat(holds(policy, "k", "x", "a")).isTrue();
        assertThat(holds(policy, "k", "x", "y")).isFalse();
        assertThat(holds(policy, "k")).isFalse();
    }

    @Test
    void forAllValuesNeedsEach() {
        String policy = condition("ForAllValues:StringEquals", "k", "[\"a\", \"b\"]");

        assertThat(holds(policy, "k", "a", "b", "a")).isTrue();
        assertThat(holds(policy, "k", "a", "x")).isFalse();
    }

    /** A policy with one of these would let an assertion without evidence in: the generated ones never have them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ForAllValues:StringEquals",
                "ForAllValues:StringLike",
                "ForAllValues:StringNotEquals",
                "StringEqualsIfExists",
                "StringLikeIfExists",
                "ForAnyValue:StringEqualsIfExists",
                "StringNotEquals",
                "StringNotLike",
                "StringNotEqualsIfExists"
            })
    void letsAMissingKeyPass(String operator) {
        assertThat(holds(condition(operator, "saml:edupersonassurance", "\"" + MFA + "\""), "other", "x"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StringEquals",
                "StringLike",
                "ForAnyValue:StringEquals",
                "ForAnyValue:StringLike",
                "ForAnyValue:StringNotEquals"
            })
    void doesNotLetAMissingKeyPass(String operator) {
        assertThat(holds(condition(operator, "saml:edupersonassurance", "\"" + MFA + "\""), "other", "x"))
                .isFalse();
    }

    /** The key's values without a set operator: IAM does not say, so it is not let in. */
    @Test
    void severalValuesMeetNoOperatorForOne() {
        String policy = condition("StringEquals", "k", "\"a\"");

        assertThat(holds(policy, "k", "a")).isTrue();
        assertThat(holds(policy, "k", "a", "b")).isFalse();
    }

    @Test
    void ifExistsStillLooksAtWhatIsThere() {
        assertThat(holds(condition("StringEqualsIfExists", "k", "\"a\""), "k", "b"))
                .isFalse();
    }

    @Test
    void aNegatedOperatorNeedsNoneOfThePolicysValues() {
        String policy = condition("StringNotEquals", "k", "[\"a\", \"b\"]");

        assertThat(holds(policy, "k", "c")).isTrue();
        assertThat(holds(policy, "k", "b")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a*, abc, true",
        "a*, a, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "a.c, abc, false",
        "A*, abc, false",
        "*, anything/at all, true"
    })
    void likeKnowsWildcards(String pattern, String value, boolean matches) {
        assertThat(holds(condition("StringLike", "k", "\"" + pattern + "\""), "k", value))
                .isEqualTo(matches);
    }

    @Test
    void equalsKnowsNoWildcards() {
        assertThat(holds(condition("StringEquals", "k", "\"a*\""), "k", "ab")).isFalse();
        assertThat(holds(condition("StringEquals", "k", "\"a*\""), "k", "a*")).isTrue();
    }

    @Test
    void allOperatorsAndKeysMustHold() {
        String policy = statements("""
                {"Effect": "Allow", "Principal": {"Federated": "%s"}, "Action": "*",
                 "Condition": {"StringEquals": {"a": "1", "b": "2"}, "StringLike": {"c": "3*"}}}""".formatted(PROVIDER));

        assertThat(allows(policy, Map.of("a", List.of("1"), "b", List.of("2"), "c", List.of("33"))))
                .isTrue();
        assertThat(allows(policy, Map.of("a", List.of("1"), "b", List.of("2")))).isFalse();
        assertThat(allows(policy, Map.of("a", List.of("1"), "c", List.of("3")))).isFalse();
    }

    @Test
    void aDenyWins() {
        String allow = """
                {"Effect": "Allow", "Principal": {"Federated": "%s"}, "Action": "sts:*"}""".formatted(PROVIDER);
        String deny = """
                {"Effect": "Deny", "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRole*",
                 "Condition": {"StringNotEquals": {"aws:RequestTag/mfa": "true"}}}""".formatted(PROVIDER);

        for (String both : List.of(allow + "," + deny, deny + "," + allow)) {
            assertThat(allows(statements(both), Map.of("aws:RequestTag/mfa", List.of("true"))))
                    .isTrue();
            assertThat(allows(statements(both), Map.of("aws:RequestTag/mfa", List.of("false"))))
                    .isFalse();
            assertThat(allows(statements(both), Map.of())).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sts:AssumeRoleWithSAML, true",
        "STS:assumerolewithsaml, true",
        "sts:*, true",
        "*, true",
        "sts:AssumeRoleWith????, true",
        "sts:AssumeRole, false",
        "sts:TagSession, false"
    })
    void actionsHaveWildcardsAndNoCase(String action, boolean allowed) {
        String policy = statements("""
                {"Effect": "Allow", "Principal": {"Federated": ["arn:other", "%s"]}, "Action": ["sts:SetSourceIdentity", "%s"]}""".formatted(PROVIDER, action));

        assertThat(allows(policy, Map.of())).isEqualTo(allowed);
    }

    @Test
    void aPolicyWithoutStatementsAllowsNothing() {
        assertThat(allows("{\"Version\": \"2012-10-17\", \"Statement\": []}", Map.of()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"Version\": \"2012-10-17\"}",
                "{\"Statement\": []}",
                "{\"Version\": \"2012-10-17\", \"Statement\": []} {}",
                "{\"Version\": \"2012-10-17\", \"Statement\": [], \"Statement\": []}",
                "{\"Version\": \"2012-10-17\", \"Statement\": [], \"More\": 1}"
            })
    void readsNoOtherDocument(String json) {
        assertThatThrownBy(() -> TrustPolicy.parse(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Effect\": \"allow\", \"Principal\": {\"Federated\": \"x\"}, \"Action\": \"sts:*\"",
                "\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sts:*\"",
                "\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"x\"}, \"Action\": \"sts:*\"",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"x\"}",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"x\"}, \"Action\": []",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"x\"}, \"NotAction\": \"sts:*\"",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"x\"}, \"Action\": \"sts:*\", \"Resource\": \"*\"",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"x\"}, \"Action\": \"sts:*\","
                        + " \"Condition\": {\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"x\"}, \"Action\": \"sts:*\","
                        + " \"Condition\": {\"StringEquals\": {\"k\": \"${saml:sub}\"}}",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"x\"}, \"Action\": \"sts:*\","
                        + " \"Condition\": {\"StringEquals\": {\"k\": 1}}",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"x\"}, \"Action\": \"sts:*\","
                        + " \"Condition\": \"none\"",
            })
    void readsNoStatementThatItDoesNotUnderstand(String statement) {
        String policy = statements("{" + statement + "}");

        assertThatThrownBy(() -> TrustPolicy.parse(policy)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean allows(String policy, Map<String, List<String>> context) {
        return TrustPolicy.parse(policy).allows(ASSUME, PROVIDER, context);
    }

    private static boolean holds(String policy, String key, String... values) {
        return allows(policy, Map.of(key, List.of(values)));
    }

    private static String condition(String operator, String key, String values) {
        return statements("""
                {"Effect": "Allow", "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithSAML",
                 "Condition": {"%s": {"%s": %s}}}""".formatted(PROVIDER, operator, key, values));
    }

    private static String statements(String statements) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}";
    }
}
