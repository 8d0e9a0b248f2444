package io.github.keycloakawsmfa.seeds.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Token;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTableTest {

    private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String HEX = "3132333435363738393031323334353637383930";

    @Test
    @DisplayName("Microsoft's layout, which most vendors ship")
    void microsoft() {
        assertThat(read("upn,serial number,secret key,time interval,manufacturer,model\r\n"
                        + "Helga@contoso.com,1234567,2234567abcdef2234567abcdef,60,Contoso,HardwareKey\r\n"))
                .singleElement()
                .satisfies(token -> {
                    assertThat(token.line()).isEqualTo(2);
                    assertThat(token.owner()).isEqualTo("Helga@contoso.com");
                    assertThat(token.serial()).isEqualTo("1234567");
                    assertThat(token.manufacturer()).isEqualTo("Contoso");
                    assertThat(token.model()).isEqualTo("HardwareKey");
                    assertThat(token.seed().parameters())
                            .isEqualTo(new TotpParameters(TotpAlgorithm.SHA1, 6, Duration.ofSeconds(60)));
                    assertThat(token.seed().secret().base32()).isEqualTo("2234567ABCDEF2234567ABCDEE");
                });
    }

    @Test
    @DisplayName("Deepnet's, without a user, and headings in any order and case")
    void deepnet() {
        assertThat(read("serial number,secret key,timeinterval,manufacturer,model\n"
                        + "10001001," + BASE32 + ",60,Deepnet Security,SafeID/Classic\n"
                        + "10001002," + BASE32.toLowerCase(java.util.Locale.ROOT)
                        + ",60,Deepnet Security,SafeID/Classic\n"))
                .extracting(Token::serial)
                .containsExactly("10001001", "10001002");
        assertThat(read("Seed (hex);Digits;Serial Number;Algorithm\n" + HEX + ";8;A-1;HMAC-SHA256\n"))
                .singleElement()
                .satisfies(token -> assertThat(token.seed().parameters())
                        .isEqualTo(new TotpParameters(TotpAlgorithm.SHA256, 8, Duration.ofSeconds(30))));
    }

    @Test
    @DisplayName("The layout of OATH servers: serial number, secret in hex, type, digits, time step")
    void oath() {
        assertThat(read("Token002, " + HEX
                        + ", totp, 8\nToken004, 89f0dfe1c90379da6a11aaca2fc1070f606efe36, TOTP, 6, 60\n"))
                .extracting(token -> token.seed().parameters())
                .containsExactly(
                        new TotpParameters(TotpAlgorithm.SHA1, 8, Duration.ofSeconds(30)),
                        new TotpParameters(TotpAlgorithm.SHA1, 6, Duration.ofSeconds(60)));
        assertThat(read("1," + HEX + "\n2," + HEX + ",60"))
                .extracting(token -> token.seed().parameters().period().toSeconds())
                .containsExactly(30L, 60L);
    }

    @Test
    @DisplayName("The same with a hash, comments and empty columns, as LinOTP takes it")
    void oathWithHash() {
        String key = HEX + "313233343536373839303132";
        assertThat(read("#\nttok_4, " + key + ", totp,\nttok_5, " + key + ", totp, 8, 60, sha256\n#\nttok_6, " + HEX
                        + ", totp, 8 ,, Sha512,\n\n\n"))
                .extracting(token -> token.seed().parameters())
                .containsExactly(
                        TotpParameters.AUTHENTICATOR_APP,
                        new TotpParameters(TotpAlgorithm.SHA256, 8, Duration.ofSeconds(60)),
                        new TotpParameters(TotpAlgorithm.SHA512, 8, Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Token001, 15d2fa517d3c6b791bd4cc2044c241429307001f, hotp, 6 | 1 | HOTP",
                "1,3132\\n2,nothex9 | 0 | neither all hexadecimal nor all Base32",
                "serial,seed\\n1,ABCDEF23 | 0 | may be hexadecimal or Base32",
                "serial,secret key (base64)\\n1,ABCDEF23 | 1 | in Base64",
                "serial,secret key (base32)\\n1,ABCDEF | 2 | its end is missing",
                "1,3132,yubikey | 1 | totp or hotp",
                "1,3132,totp,7 | 1 | 6 or 8 digits",
                "1,3132,totp,6,30,sha1,blue | 1 | more columns than",
                "1,3132,60,sha256 | 1 | more columns than",
                "1,3132,totp,6,30,md5 | 1 | SHA-1",
                "1,3132,totp,six | 1 | no whole number",
                "1,3132,totp,6,5 | 1 | 10 to 300 seconds",
                ",3132 | 1 | serial number is missing",
                "a b,3132 | 1 | a serial number has",
                "1,3132\\n1,3132 | 2 | was in line 1 already",
                "t-1,3132\\n\\nT-1,3132 | 3 | was in line 1 already",
                "serial,key\\n1, | 2 | secret is missing",
                "serial,manufacturer\\n1,Acme | 1 | no column is headed",
                "serial,serial number,key\\n1,2,3132 | 1 | two columns are headed",
                "serial,key | 0 | no token below the headings",
                "'' | 0 | no token in it",
                "'\\n\\n#only a remark' | 0 | no token in it",
                "1,\"3132 | 1 | quotation mark"
            })
    @DisplayName("A table that has something else is refused whole, with line and reason")
    void refused(String text, int line, String why) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOfSatisfying(
                        SeedFileException.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessageContaining(why)
                .hasMessageNotContaining("3132");
    }

    @Test
    @DisplayName("Who says how the secrets are written is believed")
    void said() {
        String text = "1,ABCDEF23";
        assertThat(TokenTable.read(text, Optional.of(SecretEncoding.HEX))
                        .get(0)
                        .seed()
                        .secret()
                        .bytes())
                .hasSize(4);
        assertThat(TokenTable.read(text, Optional.of(SecretEncoding.BASE32))
                        .get(0)
                        .seed()
                        .secret()
                        .bytes())
                .hasSize(5);
        assertThatThrownBy(() -> TokenTable.read("1," + HEX, Optional.of(SecretEncoding.BASE32)))
                .hasMessageContaining("not Base32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\ufeffserial,secret\n1,%s", "serial\tsecret\n1\t%s", "\"serial\",\"secret\"\r\n\"1\",\"%s\""})
    @DisplayName("A byte order mark, tabs and quotation marks are what spreadsheets make")
    void spreadsheets(String text) {
        assertThat(read(text.formatted(HEX))).hasSize(1);
    }

    private static List<Token> read(String text) {
        return TokenTable.read(text, Optional.empty());
    }
}
