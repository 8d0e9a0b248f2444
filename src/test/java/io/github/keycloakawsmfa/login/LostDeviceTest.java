package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The text about a lost device")
class LostDeviceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://help.example.test/mfa        | ''             | https://help.example.test/mfa         | https://help.example.test/mfa
            Call 4711 or mailto:it@example.test  | Call 4711 or   | mailto:it@example.test                | it@example.test
            Write: mailto:it@example.test?subject=MFA%20lost | Write: | mailto:it@example.test?subject=MFA%20lost | it@example.test
            窓口：https://help.example.test/ja     | 窓口：           | https://help.example.test/ja          | https://help.example.test/ja
            اتصل بنا https://help.example.test   | اتصل بنا       | https://help.example.test             | https://help.example.test
            """)
    void anAddressAtTheEndIsALink(String value, String text, String link, String label) {
        assertThat(LostDevice.fault(value)).isEmpty();
        assertThat(LostDevice.read(value)).isEqualTo(new LostDevice(text, link, label));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call 4711, extension 12: ask for Ms. Groß",
                "Ask <b>IT</b> & co",
                "می‌خواهم کمک 👩‍💻",
                "${lostPhone}"
            })
    void everythingElseIsText(String value) {
        assertThat(LostDevice.fault(value)).isEmpty();
        assertThat(LostDevice.read(value)).isEqualTo(new LostDevice(value, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)//https://a.test",
                "javascript:https://a.test",
                "data:text/html,x",
                "http://help.example.test",
                "HTTPS://help.example.test",
                "https://",
                "https://bank.example.test@evil.example.test/",
                "https://a.test https://b.test",
                "https://a.test then call 4711",
                "https://hеlp.example.test",
                "https://a.test/\">x",
                "mailto:nobody",
                "mailto:a@b.test,c@d.test",
                "ftp://a.test"
            })
    void whatMayBeNoLinkIsShownAsItIs(String value) {
        assertThat(LostDevice.fault(value))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("may have one address"));
        LostDevice shown = LostDevice.read(value);
        assertThat(shown.link()).isIn("", "https://b.test");
        assertThat((shown.text() + " " + shown.label()).strip()).isEqualTo(value);
    }

    @Test
    void marksThatTurnTextAroundAreRefusedAndDropped() {
        for (String mark : new String[] {"\u202E", "\u2066", "\u200B", "\u0000", "\n", "\u2028", "\uD800", "\uFEFF"}) {
            String value = "Call" + mark + "4711";
            assertThat(LostDevice.fault(value))
                    .hasValueSatisfying(fault -> assertThat(fault).contains("one line"));
            assertThat(LostDevice.read(value).text()).isEqualTo("Call 4711");
        }
    }

    @Test
    void aLongOneIsRefusedAndCut() {
        String most = "😀".repeat(LostDevice.MOST);
        assertThat(LostDevice.fault(most)).isEmpty();
        assertThat(LostDevice.read(most).text()).isEqualTo(most);
        String more = most.substring(2) + "x https://a.test";

        assertThat(LostDevice.fault(more))
                .hasValueSatisfying(fault -> assertThat(fault).contains("300"));
        assertThat(LostDevice.read(more)).isEqualTo(new LostDevice("😀".repeat(LostDevice.MOST - 1) + "…", "", ""));
    }
}
