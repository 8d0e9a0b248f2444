package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;

class RoleSessionNameFuzzTest {

    @FuzzTest
    void isTakenByAwsAndNobodyElses(byte[] bytes) {
        String[] texts = FuzzedText.parts(bytes, 3);
        RoleSessionName name = RoleSessionName.of(texts[0]);
        assertThat(RoleSessionName.isTaken(name.value())).isTrue();
        assertThat(name.value()).doesNotContain(":");
        assertThat(RoleSessionName.of(texts[0])).isEqualTo(name);
        assertThat(RoleSessionName.of(texts[1]).value().equalsIgnoreCase(name.value()))
                .isEqualTo(texts[1].equals(texts[0]) || isTheSameButForCase(texts[0], texts[1], name));
        RoleSessionName shared = RoleSessionName.of(texts[0], texts[2]);
        assertThat(shared.value()).isNotEqualToIgnoringCase(name.value());
        assertThat(RoleSessionName.of(texts[1], texts[2] + "x")).isNotEqualTo(shared);
    }

    /** Texts that AWS takes as they are stay so: their names differ as they do. */
    private static boolean isTheSameButForCase(String one, String other, RoleSessionName name) {
        return name.value().equals(one)
                && one.equalsIgnoreCase(other)
                && RoleSessionName.of(other).value().equals(other);
    }
}
