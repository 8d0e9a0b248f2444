package io.github.keycloakawsmfa.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtpAuthUriTest {

    private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final TotpSecret SECRET = TotpSecret.ofBase32(BASE32);

    @Test
    void issuerAccountAndSecretAndNoDefaults() {
        assertThat(uri("Demo", "test-admin1"))
                .isEqualTo("otpauth://totp/Demo:test-admin1?secret=" + BASE32 + "&issuer=Demo");
    }

    @Test
    void whatIsNotTheDefaultIsSaid() {
        TotpParameters parameters = new TotpParameters(TotpAlgorithm.SHA512, 8, Duration.ofMinutes(1));
        assertThat(new OtpAuthUri("Demo", "a", SECRET, parameters).value())
                .isEqualTo(
                        "otpauth://totp/Demo:a?secret=" + BASE32 + "&issuer=Demo&algorithm=SHA512&digits=8&period=60");
    }

    @Test
    void aSecretWithARestIsNotPadded() {
        OtpAuthUri uri = new OtpAuthUri("Demo", "a", TotpSecret.of(new byte[64]), TotpParameters.AUTHENTICATOR_APP);
        assertThat(uri.value()).contains("?secret=" + "A".repeat(103) + "&").doesNotContain("%3D", "A=");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Amazon Web Services, Amazon%20Web%20Services",
        "a+b, a%2Bb",
        "alice@example.com, alice%40example.com",
        "50% & more?, 50%25%20%26%20more%3F",
        "a/b#c=d, a%2Fb%23c%3Dd",
        "-._~, -._~",
        "山田太郎, %E5%B1%B1%E7%94%B0%E5%A4%AA%E9%83%8E",
        "Jürgen, J%C3%BCrgen",
        "😀, %F0%9F%98%80",
        "'  padded  ', padded"
    })
    void namesArePercentEncodedUtf8(String name, String encoded) {
        assertThat(uri(name, name))
                .isEqualTo("otpauth://totp/" + encoded + ":" + encoded + "?secret=" + BASE32 + "&issuer=" + encoded);
    }

    @ParameterizedTest(name = "issuer {0}, account {1}")
    @CsvSource({
        "Demo, alice@example.com, Demo, alice@example.com",
        "Demo:AWS, urn:user:alice, Demo：AWS, urn：user：alice",
        "デモ 会社, 山田 太郎, デモ 会社, 山田 太郎",
        "Demo, otpauth://totp/x?secret=y&issuer=z, Demo, otpauth：//totp/x?secret=y&issuer=z"
    })
    void appsReadTheNamesBack(String issuer, String account, String shownIssuer, String shownAccount) {
        URI uri = URI.create(uri(issuer, account));
        assertThat(uri.getScheme()).isEqualTo("otpauth");
        assertThat(uri.getHost()).isEqualTo("totp");
        // Of the whole decoded path, as the apps do it: FreeOTP takes exactly one colon.
        assertThat(uri.getPath().substring(1).split(":", -1)).containsExactly(shownIssuer, shownAccount);
        assertThat(uri.getRawQuery().split("&")).hasSize(2);
        assertThat(uri.getQuery()).endsWith("&issuer=" + shownIssuer);
    }

    @Test
    void longNamesAreCutByCharactersNotInTheMiddleOfOne() {
        URI uri = URI.create(uri("会".repeat(33), "😀".repeat(111)));
        assertThat(uri.getPath()).isEqualTo("/" + "会".repeat(31) + "…:" + "😀".repeat(109) + "…");
        assertThat(URI.create(uri("会".repeat(32), "😀".repeat(110))).getPath())
                .isEqualTo("/" + "会".repeat(32) + ":" + "😀".repeat(110));
    }

    /** Letters beyond the first plane take twelve characters each. */
    @Test
    void theLongestNamesFitTheQrCode() {
        TotpParameters parameters = new TotpParameters(TotpAlgorithm.SHA512, 8, Duration.ofSeconds(60));
        TotpSecret secret = TotpSecret.of(new byte[64]);
        String uri = new OtpAuthUri("😀".repeat(100), "😀".repeat(200), secret, parameters).value();
        assertThat(QrCode.png(uri, 6)).isNotEmpty();
    }

    @Test
    void isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            TotpParameters parameters = new TotpParameters(TotpAlgorithm.SHA1, 8, Duration.ofSeconds(60));
            assertThat(new OtpAuthUri("Demo", "İ", SECRET, parameters).value())
                    .isEqualTo("otpauth://totp/Demo:%C4%B0?secret=" + BASE32 + "&issuer=Demo&digits=8&period=60");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void blankNamesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> uri(" ", "alice"));
        assertThatIllegalArgumentException().isThrownBy(() -> uri("Demo", ""));
        assertThatNullPointerException().isThrownBy(() -> uri(null, "alice"));
        assertThatNullPointerException()
                .isThrownBy(() -> new OtpAuthUri("Demo", "a", null, TotpParameters.AUTHENTICATOR_APP));
    }

    @Test
    void printsNothing() {
        assertThat(new OtpAuthUri("Demo", "a", SECRET, TotpParameters.AUTHENTICATOR_APP))
                .hasToString("OtpAuthUri[redacted]");
    }

    private static String uri(String issuer, String account) {
        return new OtpAuthUri(issuer, account, SECRET, TotpParameters.AUTHENTICATOR_APP).value();
    }
}
