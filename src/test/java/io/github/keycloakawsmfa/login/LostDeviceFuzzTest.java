package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.net.URI;

class LostDeviceFuzzTest {

    @FuzzTest
    void isPlainTextAndAtMostOneGoodAddress(byte[] bytes) {
        String value = FuzzedText.of(bytes);
        LostDevice lost = LostDevice.read(value);
        assertThat(lost.text() + lost.link() + lost.label()).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");
        assertThat(lost.text().codePointCount(0, lost.text().length())).isLessThanOrEqualTo(LostDevice.MOST);
        if (!lost.link().isEmpty()) {
            assertThat(lost.link()).matches("(https://|mailto:)[!-~&&[^<>\"\\\\]]+");
            assertThat(URI.create(lost.link()).getScheme()).isIn("https", "mailto");
            assertThat(lost.link()).contains(lost.label());
            assertThat(lost.label()).isNotBlank();
        }
        if (LostDevice.fault(value).isEmpty()) {
            assertThat(lost.text()).doesNotContain("://", "javascript:");
            assertThat(LostDevice.fault(value.strip())).isEmpty();
        } else {
            assertThat(LostDevice.fault(value).get()).matches("(must|may) have [ -~\u2026]+|must be one line[ -~]+");
        }
    }
}
