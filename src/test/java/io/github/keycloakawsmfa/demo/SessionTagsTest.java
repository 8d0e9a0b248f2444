package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of session tags (IAM User Guide, "Pass session tags in AWS STS"). */
class SessionTagsTest {

    private static final String TAG = AwsRules.PREFIX + "PrincipalTag:";

    private final Map<String, List<String>> attributes = new HashMap<>();

    @Test
    void areReadFromTheAssertion() throws Exception {
        attributes.put(TAG + "mfa", List.of("true"));
        attributes.put(TAG + "Kostenstelle für/1", List.of(""));
        attributes.put(TAG + "k".repeat(128), List.of("山".repeat(256)));
        attributes.put(AwsRules.PREFIX + "TransitiveTagKeys", List.of("mfa"));
        attributes.put("other", List.of("a", "b"));

        SessionTags tags = SessionTags.of(attributes);

        assertThat(tags.values()).hasSize(3).containsEntry("mfa", "true").containsEntry("Kostenstelle für/1", "");
        assertThat(tags.transitive()).containsExactly("mfa");
    }

    @Test
    void haveOneValueEach() {
        attributes.put(TAG + "team", List.of("blue", "red"));

        assertRefused("team has 2 values instead of one");
    }

    @Test
    void areFiftyAtMost() throws Exception {
        for (int i = 0; i < 50; i++) {
            attributes.put(TAG + "key" + i, List.of("value"));
        }
        assertThat(SessionTags.of(attributes).values()).hasSize(50);

        attributes.put(TAG + "one-more", List.of("value"));
        assertRefused("there are 51");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#b", "a*b", "a,b", "aws:mfa", "AWS:mfa"})
    void haveKeysOfAwssCharacters(String key) {
        attributes.put(TAG + key, List.of("value"));

        assertRefused("is no key");
    }

    @Test
    void haveKeysOfAtMost128Characters() {
        attributes.put(TAG + "k".repeat(129), List.of("value"));

        assertRefused("is no key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "<b>", "a\tb"})
    void haveValuesOfAwssCharacters(String value) {
        attributes.put(TAG + "key", List.of(value));

        assertRefused("the value of key");
    }

    @Test
    void haveValuesOfAtMost256Characters() {
        attributes.put(TAG + "key", List.of("v".repeat(257)));

        assertRefused("the value of key");
    }

    @Test
    void haveKeysWithoutCase() {
        attributes.put(TAG + "Team", List.of("blue"));
        attributes.put(TAG + "team", List.of("blue"));

        assertRefused("is there twice");
    }

    @Test
    void areTransitiveOnlyIfTheyAreThere() {
        attributes.put(TAG + "mfa", List.of("true"));
        attributes.put(AwsRules.PREFIX + "TransitiveTagKeys", List.of("mfa", "team"));

        assertRefused("TransitiveTagKeys names team");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> SessionTags.of(attributes)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.rejected().awsText())
                    .isEqualTo("Your request included an invalid SAML response. To logout, click here.");
            assertThat(refusal).hasMessageContaining(reason);
        });
    }
}
