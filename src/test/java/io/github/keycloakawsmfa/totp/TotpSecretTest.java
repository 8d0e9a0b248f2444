package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpSecretTest {

    private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final byte[] BYTES = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aRandomSecretHas160BitsAndIsNewEachTime() {
        SecureRandom source = new SecureRandom();
        TotpSecret secret = TotpSecret.random(source);
        assertThat(secret.bytes()).hasSize(20);
        assertThat(secret.base32()).hasSize(32).matches("[A-Z2-7]+");
        assertThat(TotpSecret.random(source)).isNotEqualTo(secret);
    }

    @Test
    void base32GoesBothWays() {
        assertThat(TotpSecret.of(BYTES).base32()).isEqualTo(BASE32);
        assertThat(TotpSecret.ofBase32("gezd gnbv gy3t qojq gezd gnbv gy3t qojq"))
                .isEqualTo(TotpSecret.of(BYTES))
                .hasSameHashCodeAs(TotpSecret.of(BYTES));
    }

    @Test
    void nothingAndTooMuchAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TotpSecret.of(new byte[0]))
                .withMessage("A secret has 1 to 512 bytes, this one has 0");
        assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.of(new byte[513]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TotpSecret.ofBase32("JBSWY3DPEHPK3PX"))
                .withMessageNotContaining("JBSW");
        assertThat(TotpSecret.of(new byte[512]).bytes()).hasSize(512);
    }

    @Test
    void lessThan128BitsAreWeak() {
        assertThat(TotpSecret.of(new byte[15]).isWeak()).isTrue();
        assertThat(TotpSecret.of(new byte[16]).isWeak()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        "gezd-gnbv gy3t qojq gezd gnbv gy3t-qojq",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ======",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ7"
    })
    void whatAppsTakeIsTaken(String base32) {
        assertThat(TotpSecret.ofAppsBase32(base32)).isEqualTo(TotpSecret.of(BYTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "A", "GEZDGNBV1", "GEZD=GNBV", "\u0410BCDEFGH"})
    void whatNoAppTakesIsRefused(String base32) {
        assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.ofAppsBase32(base32));
    }

    @Test
    void bytesAreCopiedInAndOut() {
        byte[] bytes = BYTES.clone();
        TotpSecret secret = TotpSecret.of(bytes);
        bytes[0] = 0;
        secret.bytes()[1] = 0;
        assertThat(secret.bytes()).isEqualTo(BYTES);
    }

    @Test
    void differsByEachBitAndFromOtherThings() {
        TotpSecret secret = TotpSecret.of(BYTES);
        byte[] other = BYTES.clone();
        other[19] ^= 1;
        assertThat(secret)
                .isNotEqualTo(TotpSecret.of(other))
                .isNotEqualTo(BASE32)
                .isNotEqualTo(null);
    }

    @Test
    void nothingThatHoldsItPrintsIt() {
        TotpSecret secret = TotpSecret.of(BYTES);
        assertThat(secret).hasToString("TotpSecret[redacted]");
        assertThat(new Totp(secret, TotpParameters.AUTHENTICATOR_APP).toString())
                .startsWith("Totp[redacted, ")
                .doesNotContain(BASE32);
    }
}
