package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.util.List;
import java.util.Optional;

class TypedTextFuzzTest {

    @FuzzTest
    void isReadAsOneCodeOrSeveral(byte[] bytes) {
        String typed = FuzzedText.of(bytes);
        String plain = TypedText.plain(typed);
        assertThat(TypedText.plain(plain)).isEqualTo(plain);
        assertThat(TypedText.isNothing(typed)).isEqualTo(plain.isEmpty());

        Optional<TotpCode> code = TotpCode.parse(typed, 6);
        assertThat(code.isPresent()).isEqualTo(plain.matches("[0-9]{6}"));
        code.ifPresent(read -> {
            assertThat(read.digits()).isEqualTo(plain);
            assertThat(read).isEqualTo(TotpCode.of(read.value(), 6)).doesNotHaveToString(plain);
            assertThat(read.toString()).doesNotContain(plain);
        });

        List<String> split = TotpCode.split(typed, 6, 3);
        if (plain.matches("[0-9]{12}|[0-9]{18}")) {
            assertThat(String.join("", split)).isEqualTo(plain);
            assertThat(split).allMatch(each -> each.length() == 6);
        } else {
            assertThat(split).containsExactly(typed);
        }
    }
}
