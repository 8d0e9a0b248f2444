package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleSessionNameTest {

    private static final String AWS_PATTERN = "[a-zA-Z_0-9+=,.@-]{2,64}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "test-admin1",
                "alice@example.com",
                "A_b+c=d,e.f@g-1",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void aNameThatAwsTakesStaysAsItIs(String username) {
        assertThat(RoleSessionName.of(username).value()).isEqualTo(username);
    }

    /** The digits are SHA-256 of the username in UTF-8: CloudTrail shows the same name next year. */
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "a, a-ca978112ca1b",
        "müller, muller-2dbd21807211",
        "Jürgen Groß, Jurgen_Gro_-6f6dd0421847",
        "山田太郎, _-6b0e1c8cc616",
        "山田 taro, _taro-5384063bd313",
        "CORP\\alice, CORP_alice-83da4d2f3a04",
        "ａｌｉｃｅ, alice-e63963ba8b67",
        "😀, _-f0443a342c5e",
        "'', -e3b0c44298fc"
    })
    void anyOtherIsCleanedAndMarked(String username, String expected) {
        assertThat(RoleSessionName.of(username).value()).isEqualTo(expected);
    }

    @Test
    void longNamesAreCut() {
        String username = "x".repeat(65);
        String name = RoleSessionName.of(username).value();
        assertThat(name).hasSize(64).startsWith("x".repeat(51) + "-").matches(AWS_PATTERN);
        assertThat(RoleSessionName.of(username + "x").value()).isNotEqualTo(name);
        assertThat(RoleSessionName.of("山".repeat(255)).value()).matches(AWS_PATTERN);
    }

    @Test
    void differentUsersHaveDifferentNames() {
        Set<String> names = Stream.of(
                        "muller",
                        "müller",
                        "mu\u0308ller",
                        "mùller",
                        "m ller",
                        "m/ller",
                        "m_ller",
                        "m",
                        "ü",
                        "u",
                        "山田",
                        "山本",
                        "山田 ",
                        " 山田")
                .map(username -> RoleSessionName.of(username).value())
                .collect(Collectors.toSet());
        assertThat(names).hasSize(14).allMatch(name -> name.matches(AWS_PATTERN));
    }

    @Test
    void everyCharacterLeadsToANameThatAwsTakes() {
        for (int c = 0; c <= 0x2ffff; c += 7) {
            String username = "user" + Character.toString(c);
            assertThat(RoleSessionName.of(username).value()).matches(AWS_PATTERN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b", "müller", "ab\n"})
    void theRecordHoldsNothingElse(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoleSessionName(value));
    }
}
