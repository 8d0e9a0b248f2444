package io.github.keycloakawsmfa.device.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.device.text.Excerpt;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import org.keycloak.representations.account.DeviceRepresentation;

class RequestOriginFuzzTest {

    /** Of a User-Agent; and a name as a line of a mail, of the log and of an event. */
    @FuzzTest
    void isOneShortLineWithoutALink(byte[] bytes) {
        String[] parts = FuzzedText.parts(bytes, 3);
        DeviceRepresentation device = new DeviceRepresentation();
        device.setBrowser(parts[0], parts[1]);
        device.setOs(parts[2]);
        String browser = RequestOrigin.browser(device);
        if (browser != null) {
            assertThat(browser).matches("[A-Za-z][A-Za-z _+-]{0,39}( \\d{1,4})?( \\([A-Za-z][A-Za-z _+-]{0,39}\\))?");
        }

        String text = FuzzedText.of(bytes);
        String line = MailLine.of(text);
        assertThat(line).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]").isEqualTo(line.strip());
        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(65);

        String excerpt = Excerpt.of(text);
        assertThat(excerpt).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
        assertThat(excerpt.codePointCount(0, excerpt.length())).isLessThanOrEqualTo(500);
        assertThat(Excerpt.of(excerpt)).isEqualTo(excerpt);
    }
}
