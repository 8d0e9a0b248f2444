package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpCodeTest {

    @ParameterizedTest(name = "[{index}] \"{0}\"")
    @ValueSource(
            strings = {"003784", " 003784", "003784 ", "\t003784\t ", "003 784", "003\t784", "  003 784  ", "00 3784"})
    void readsDigitsWithBlanksAroundAndOneInside(String typed) {
        assertThat(TotpCode.parse(typed, 6)).map(TotpCode::digits).contains("003784");
    }

    @ParameterizedTest(name = "[{index}] \"{0}\"")
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "+03784",
                "-03784",
                "03784",
                "0003784",
                "003  784",
                "00 37 84",
                "003-784",
                "003\n784",
                "003784\n",
                "003784\u0000",
                "003\u00a0784", // no-break space
                "003\u2009784", // thin space
                "\u3000003784", // ideographic space
                "\u0966\u0966\u0969\u096d\u096e\u096a", // Devanagari
                "\u0660\u0660\u0663\u0667\u0668\u0664", // Arabic-Indic
                "\uff10\uff10\uff13\uff17\uff18\uff14", // fullwidth
                "00378\u0664",
                "00378a",
                "0x3784",
                "3784.0",
                "1e0005"
            })
    void anythingElseIsMalformed(String typed) {
        assertThat(TotpCode.parse(typed, 6)).isEmpty();
    }

    @Test
    void eightDigits() {
        assertThat(TotpCode.parse("1234 5678", 8)).map(TotpCode::digits).contains("12345678");
        assertThat(TotpCode.parse("123456", 8)).isEmpty();
        assertThat(TotpCode.parse("12345678", 6)).isEmpty();
    }

    @Test
    void valuesAreFilledUpWithZerosWhateverTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-Deva"));
        try {
            assertThat(TotpCode.of(3784, 6).digits()).isEqualTo("003784");
            assertThat(TotpCode.of(0, 8).digits()).isEqualTo("00000000");
            assertThat(TotpCode.of(99999999, 8).digits()).isEqualTo("99999999");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void equalsByDigitsAndPrintsNone() {
        TotpCode code = TotpCode.of(3784, 6);
        assertThat(code)
                .isEqualTo(TotpCode.parse("003 784", 6).orElseThrow())
                .hasSameHashCodeAs(TotpCode.of(3784, 6))
                .isNotEqualTo(TotpCode.of(3784, 8))
                .isNotEqualTo(TotpCode.of(3785, 6))
                .isNotEqualTo("003784")
                .hasToString("TotpCode[redacted]");
    }
}
