package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
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

    /**
     * The mark is SHA-256 over a zero byte and the text in UTF-16, in Base32: CloudTrail shows the same name next year.
     * In Python: {@code base64.b32encode(hashlib.sha256(b"\\0" + text.encode("utf-16-be")).digest())[:20].lower()}.
     */
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "a, a-2tfvgng4vo6k75ll7r4h",
        "müller, muller-ssfzbiho5gvhzva5akc4",
        "Jürgen Groß, Jurgen_Gro_-zlay6csfzj5mnnik6r2c",
        "山田太郎, _-b36cqhopspcdjkx2mtvl",
        "山田 taro, _taro-xebgb2tpmbqrupx6stfm",
        "CORP\\alice, CORP_alice-t2phu2wk42lichu6xphz",
        "ａｌｉｃｅ, alice-eek6h4f5rmkltrnxwxrn",
        "😀, _-wevv7un3dc2bd4bytvy5",
        "'', -ny2axhh7wn5jrhffittl",
        "aws:x, aws_x-axkze2tvr7ugl4gmqbd5"
    })
    void anyOtherIsCleanedAndMarked(String username, String expected) {
        assertThat(RoleSessionName.of(username).value()).isEqualTo(expected);
    }

    @Test
    void longNamesAreCut() {
        String username = "x".repeat(65);
        String name = RoleSessionName.of(username).value();
        assertThat(name).hasSize(64).startsWith("x".repeat(43) + "-").matches(AWS_PATTERN);
        assertThat(RoleSessionName.of(username + "x").value()).isNotEqualTo(name);
        assertThat(RoleSessionName.of("山".repeat(255)).value()).matches(AWS_PATTERN);
    }

    /** A text of combining characters would take minutes; what comes after so many cannot be seen in the name, but in its mark. */
    @Test
    void ofAVeryLongTextTheBeginningIsRead() {
        String text = "a" + "\u0301".repeat(1000);

        assertThat(RoleSessionName.of(text + "b").value())
                .startsWith("a-")
                .isNotEqualTo(RoleSessionName.of(text + "c").value());
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
    void whatUsersMayShareIsMarkedByTheUser() {
        assertThat(RoleSessionName.of("alice", "id-1").value()).isEqualTo("alice-x7yb73se4ns3xvmpo6fr");
        assertThat(RoleSessionName.of("alice", "id-2").value())
                .startsWith("alice-")
                .isNotEqualTo("alice-x7yb73se4ns3xvmpo6fr");
        assertThat(RoleSessionName.of("山田", "id-1").value()).isEqualTo("_-x7yb73se4ns3xvmpo6fr");
        assertThat(RoleSessionName.of("x".repeat(90), "id-1").value())
                .isEqualTo("x".repeat(43) + "-x7yb73se4ns3xvmpo6fr");
        assertThat(RoleSessionName.of("alice", "id-1")).isNotEqualTo(RoleSessionName.of("alice-id-1"));
        assertThat(mark(RoleSessionName.of("ü", "id-1"))).isNotEqualTo(mark(RoleSessionName.of("id-1ü")));
    }

    /** The text and the user of the same letters: a mark of the one is never one of the other. */
    @Test
    void aMarkOfATextIsNoneOfAUser() {
        assertThat(mark(RoleSessionName.of("müller", "müller"))).isNotEqualTo(mark(RoleSessionName.of("müller")));
    }

    @Test
    void nobodyMayChooseWhatAnotherIsMadeTo() {
        String made = RoleSessionName.of("müller").value();

        for (String chosen : List.of(made, made.toUpperCase(Locale.ROOT), "x" + made, made.substring(6))) {
            assertThat(RoleSessionName.of(chosen).value())
                    .isNotEqualToIgnoringCase(made)
                    .isNotEqualTo(chosen);
        }
    }

    @Test
    void namesThatOnlyLookAlikeStay() {
        for (String name :
                List.of("a-" + "b".repeat(19), "a-" + "b".repeat(21), "a-" + "1".repeat(20), "a_" + "b".repeat(20))) {
            assertThat(RoleSessionName.of(name).value()).isEqualTo(name);
        }
    }

    private static String mark(RoleSessionName name) {
        return name.value().substring(name.value().lastIndexOf('-'));
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
