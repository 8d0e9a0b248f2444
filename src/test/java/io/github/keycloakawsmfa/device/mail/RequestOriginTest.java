package io.github.keycloakawsmfa.device.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.account.DeviceRepresentation;

@DisplayName("A browser in a mail")
class RequestOriginTest {

    @ParameterizedTest
    @CsvSource(nullValues = "null", delimiter = '|', textBlock = """
            Firefox                | 140.0.1      | Windows  | Firefox 140 (Windows)
            Mobile Safari          | 18.5         | iOS      | Mobile Safari 18 (iOS)
            Mobile Safari UI/WKWebView | 18       | iOS      | Mobile Safari UI (iOS)
            Chrome                 | 141.0.0      | Mac OS X | Chrome 141 (Mac OS X)
            Chrome                 | Unknown      | Other    | Chrome
            Chrome                 | null         | null     | Chrome
            Chrome                 | 99999999999  | Linux    | Chrome (Linux)
            Other                  | null         | Linux    | null
            Unknown                | null         | null     | null
            null                   | null         | null     | null
            evil.test              | 1            | Linux    | null
            https://evil.test/Bot  | 1            | Linux    | null
            Call                   | +49-30-12345 | Linux    | Call (Linux)
            Call 030 12345         | 1            | Linux    | null
            <b>Bot</b>             | 1            | Linux    | null
            ${virtualMfa}          | 1            | Linux    | null
            Firefox                | 140          | evil.test | Firefox 140
            me@evil                | 140          | Linux    | null
            Ein langer Name eines Programms aus ganzen Worten | 1 | Linux | null
            """)
    @DisplayName("is plain words or nothing, never a link, a number to call or another line")
    void isPlain(String browser, String version, String system, String shown) {
        DeviceRepresentation device = new DeviceRepresentation();
        device.setBrowser(browser, version);
        device.setOs(system);

        assertThat(RequestOrigin.browser(device)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"'Fire\nfox'", "'Fire\u0000fox'", "'Fire\u202efox'", "'Feuerfüchse'"})
    void hasNoOtherCharacters(String browser) {
        DeviceRepresentation device = new DeviceRepresentation();
        device.setBrowser(browser, "1");

        assertThat(RequestOrigin.browser(device)).isNull();
    }
}
