package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {

    @ParameterizedTest(name = "RFC 4648, section 10: {0}")
    @CsvSource({
        "'', ''",
        "f, MY======",
        "fo, MZXQ====",
        "foo, MZXW6===",
        "foob, MZXW6YQ=",
        "fooba, MZXW6YTB",
        "foobar, MZXW6YTBOI======"
    })
    void rfc4648(String text, String padded) {
        String unpadded = padded.replace("=", "");
        assertThat(Base32.encode(ascii(text))).isEqualTo(unpadded);
        assertThat(Base32.decode(padded)).isEqualTo(ascii(text));
        assertThat(Base32.decode(unpadded)).isEqualTo(ascii(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mzxw6ytboi", "MzXw 6yTb OI", "  MZXW\t6YTB OI== ====", "MZXW6YTBOI====== "})
    void readsWhatAppsDisplay(String text) {
        assertThat(Base32.decode(text)).isEqualTo(ascii("foobar"));
    }

    @Test
    void everyByteAndEveryLengthComesBack() {
        Random random = new Random(4648);
        for (int length = 0; length <= 100; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "MZXW6YT0", // zero
                "MZXW6YT1",
                "MZXW6YT8",
                "MZXW-YTB",
                "MZXW\u00a06YT", // a no-break space is no blank
                "MZXW\n6YT",
                "MZXW6YT\u0131", // dotless i upper-cases to I
                "MZXW6YT\u212a", // Kelvin sign lower-cases to k
                "\uff2dZXW6YTB", // fullwidth M
                "MZXW6YT\u0662", // Arabic-Indic two
                "MY======MY======",
                "=MZXW6YT"
            })
    void refusesOtherCharacters(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Base32.decode(text))
                .withMessageContaining("A-Z and 2-7")
                .withMessageNotContaining("MZXW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"M", "MZX", "MZXW6Y", "MZXW6YTBO"})
    void refusesLengthsThatNoBytesHave(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Base32.decode(text))
                .withMessageContaining("whole bytes")
                .withMessageNotContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MY=", "MY=======", "MZXW6YTB=", "MZXW6YTB========"})
    void refusesWrongPadding(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Base32.decode(text))
                .withMessageContaining("padded")
                .withMessageNotContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MZ", "MZXR", "MZXW7", "MZXW6YR", "MZ======"})
    void refusesBitsLeftOver(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Base32.decode(text))
                .withMessageContaining("no byte")
                .withMessageNotContaining(text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
