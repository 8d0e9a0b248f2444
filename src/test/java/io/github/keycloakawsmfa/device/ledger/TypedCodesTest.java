package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodesTest {

    @ParameterizedTest
    @CsvSource({
        "123456, 1, 6",
        "12345678, 1, 8",
        "123456 654321, 2, 6",
        "12345678-87654321, 2, 8",
        "123456654321111111, 3, 6",
        "12345678 87654321 11111111, 3, 8"
    })
    @DisplayName("One field holds one, two or three codes; their length follows from all digits")
    void ofField(String typed, int count, int digits) {
        TypedCodes codes = TypedCodes.ofField(typed, null);
        assertThat(codes.codes()).hasSize(count);
        assertThat(codes.parsed().orElseThrow())
                .allSatisfy(code -> assertThat(code.digits()).hasSize(digits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1234567", "123456789", "1234567890", "12345678901234", "123456789012345678901234567890"})
    @DisplayName("Other numbers of digits are no codes")
    void otherLengths(String typed) {
        assertThat(TypedCodes.ofField(typed, null).areWellFormed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"123456, 12345678", "12345678, 123456", "123456, ''"})
    @DisplayName("Consecutive codes are of one length")
    void mixedLengths(String code1, String code2) {
        assertThat(TypedCodes.of(null, code1, code2).areWellFormed()).isFalse();
    }
}
