package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

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
    void lessThan160BitsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TotpSecret.of(new byte[19]))
                .withMessage("A secret has at least 20 bytes, this one has 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TotpSecret.ofBase32("JBSWY3DPEHPK3PXP"))
                .withMessageNotContaining("JBSW");
        assertThat(TotpSecret.of(new byte[64]).bytes()).hasSize(64);
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
