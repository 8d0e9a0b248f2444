package io.github.keycloakawsmfa.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.net.URI;
import java.nio.charset.StandardCharsets;

class OtpAuthUriFuzzTest {

    private static final TotpSecret SECRET = TotpSecret.of("twenty secret bytes!".getBytes(StandardCharsets.UTF_8));

    @FuzzTest
    void isAnAddressWithTwoNamesThatFitsAQrCode(byte[] bytes) {
        String[] names = FuzzedText.parts(bytes, 2);
        if (names[0].isBlank() || names[1].isBlank()) {
            return;
        }
        OtpAuthUri otpauth = new OtpAuthUri(names[0], names[1], SECRET, TotpParameters.AUTHENTICATOR_APP);
        String value = otpauth.value();
        URI uri = URI.create(value);

        assertThat(uri.getScheme()).isEqualTo("otpauth");
        assertThat(uri.getAuthority()).isEqualTo("totp");
        assertThat(uri.getPath().split(":", -1))
                .containsExactly("/" + utf8(otpauth.shownIssuer()), utf8(otpauth.shownAccount()));
        assertThat(uri.getRawQuery().split("&"))
                .hasSize(2)
                .startsWith("secret=" + SECRET.base32())
                .allMatch(parameter -> parameter.matches("(secret|issuer)=[A-Za-z0-9._~%-]+"));
        assertThat(uri.getRawFragment()).isNull();
        assertThat(otpauth.toString()).doesNotContain(SECRET.base32());
        assertThat(QrCode.png(value, 1)).isNotEmpty();
    }

    /** As it comes out of UTF-8. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
