package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTagTest {

    @ParameterizedTest
    @ValueSource(strings = {"team", "Cost Center", "a:b/c+d-e@f.g_h", "部署", "Größe", "aw", "aws", "awsteam", "my-mfa"})
    void keysForUsersAttributes(String key) {
        assertThat(SessionTag.isKey(key)).isTrue();
        assertThat(SessionTag.isUserKey(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mfa", "MFA", "mfa-device", "Mfa-x", "mFaster", "a=b"})
    void keysThatAreNotForThem(String key) {
        assertThat(SessionTag.isKey(key)).isTrue();
        assertThat(SessionTag.isUserKey(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " team", "team ", "aws:team", "AWS:team", "a,b", "a#b", "a\nb", "e\u0301", "😀"})
    void noKeys(String key) {
        assertThat(SessionTag.isKey(key)).isFalse();
        assertThat(SessionTag.isUserKey(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "blue", "R & D", "a,b", "<x>", "Straße 1 / 東京", "x=y"})
    void values(String value) {
        boolean valid = value.chars().noneMatch(c -> "&,<>".indexOf(c) >= 0);
        assertThat(SessionTag.isValue(value)).isEqualTo(valid);
    }

    @Test
    void keysHave128CharactersAndValues256() {
        assertThat(SessionTag.isKey("k".repeat(128))).isTrue();
        assertThat(SessionTag.isKey("k".repeat(129))).isFalse();
        assertThat(SessionTag.isValue("v".repeat(256))).isTrue();
        assertThat(SessionTag.isValue("v".repeat(257))).isFalse();
    }
}
