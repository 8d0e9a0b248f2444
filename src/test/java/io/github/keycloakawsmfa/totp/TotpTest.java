package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final TotpSecret SHA1_SECRET = secretOf(20);

    @ParameterizedTest(name = "RFC 4226, appendix D: count {0}")
    @CsvSource({
        "0, 4c93cf18, 755224",
        "1, 41397eea, 287082",
        "2, 082fef30, 359152",
        "3, 66ef7655, 969429",
        "4, 61c5938a, 338314",
        "5, 33c083d4, 254676",
        "6, 7256c032, 287922",
        "7, 04e5b397, 162583",
        "8, 2823443f, 399871",
        "9, 2679dc69, 520489"
    })
    void rfc4226(long count, String truncatedHex, String code) {
        Totp totp = new Totp(SHA1_SECRET, TotpParameters.AUTHENTICATOR_APP);
        assertThat(totp.hotp().truncated(count)).isEqualTo(Integer.parseInt(truncatedHex, 16));
        assertThat(totp.at(count).digits()).isEqualTo(code);
    }

    /**
     * The RFC says that all rows share one key. <a href="https://www.rfc-editor.org/errata/eid2866">Erratum 2866</a>
     * corrects that: the key is as long as the hash, 20, 32 and 64 bytes.
     */
    @ParameterizedTest(name = "RFC 6238, appendix B: {0} {2}")
    @CsvSource({
        "59, 0000000000000001, SHA1, 94287082",
        "59, 0000000000000001, SHA256, 46119246",
        "59, 0000000000000001, SHA512, 90693936",
        "1111111109, 00000000023523EC, SHA1, 07081804",
        "1111111109, 00000000023523EC, SHA256, 68084774",
        "1111111109, 00000000023523EC, SHA512, 25091201",
        "1111111111, 00000000023523ED, SHA1, 14050471",
        "1111111111, 00000000023523ED, SHA256, 67062674",
        "1111111111, 00000000023523ED, SHA512, 99943326",
        "1234567890, 000000000273EF07, SHA1, 89005924",
        "1234567890, 000000000273EF07, SHA256, 91819424",
        "1234567890, 000000000273EF07, SHA512, 93441116",
        "2000000000, 0000000003F940AA, SHA1, 69279037",
        "2000000000, 0000000003F940AA, SHA256, 90698825",
        "2000000000, 0000000003F940AA, SHA512, 38618901",
        "20000000000, 0000000027BC86AA, SHA1, 65353130",
        "20000000000, 0000000027BC86AA, SHA256, 77737706",
        "20000000000, 0000000027BC86AA, SHA512, 47863826"
    })
    void rfc6238(long seconds, String stepHex, TotpAlgorithm algorithm, String code) {
        int keyBytes = switch (algorithm) {
            case SHA1 -> 20;
            case SHA256 -> 32;
            case SHA512 -> 64;
        };
        Totp totp = new Totp(secretOf(keyBytes), new TotpParameters(algorithm, 8, Duration.ofSeconds(30)));
        long step = totp.parameters().stepAt(Instant.ofEpochSecond(seconds));
        assertThat(step).isEqualTo(Long.parseLong(stepHex, 16));
        assertThat(totp.at(step).digits()).isEqualTo(code);
    }

    @Test
    void theCounterIsHashedInAllItsEightBytes() {
        Totp totp = new Totp(SHA1_SECRET, TotpParameters.AUTHENTICATOR_APP);
        assertThat(totp.at(1L << 32)).isNotEqualTo(totp.at(0));
        assertThat(totp.at(-1)).isNotEqualTo(totp.at(0xffffffffL));
        assertThat(totp.at(20000000000L)).isEqualTo(totp.at(20000000000L));
    }

    private static TotpSecret secretOf(int bytes) {
        return TotpSecret.of("1234567890".repeat(7).substring(0, bytes).getBytes(StandardCharsets.US_ASCII));
    }
}
