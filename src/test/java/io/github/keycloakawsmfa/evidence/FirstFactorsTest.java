package io.github.keycloakawsmfa.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstFactorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"password", "cert", "kerberos", "webauthn-passwordless"})
    void whatKeycloaksOwnFirstStepsNameCounts(String type) {
        assertThat(FirstFactors.contains(type)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "otp",
                "webauthn",
                "recovery-authn-codes",
                "virtual-mfa",
                "cookie",
                "magic-link",
                "PASSWORD",
                "passwordless"
            })
    void nothingElseDoes(String type) {
        assertThat(FirstFactors.contains(type)).isFalse();
    }

    @Test
    void anOptionAddsTypes() {
        assertThat(FirstFactors.added("magic-link, smart-card,")).containsExactlyInAnyOrder("magic-link", "smart-card");
        assertThat(FirstFactors.added(null)).isEmpty();
        assertThat(FirstFactors.added(" , ")).isEmpty();
    }

    @Test
    void noOptionMakesASecondFactorAFirstOne() {
        assertThat(FirstFactors.added("otp,magic-link,webauthn,recovery-authn-codes,virtual-mfa"))
                .containsExactly("magic-link");
    }
}
