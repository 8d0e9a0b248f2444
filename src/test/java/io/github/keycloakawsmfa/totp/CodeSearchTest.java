package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeSearchTest {

    private static final Totp TOTP = new Totp(
            TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII)),
            TotpParameters.AUTHENTICATOR_APP);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void findsConsecutiveCodesByTheirLast(int count) {
        CodeSearch search = search(1000, count);
        assertThat(search.nearest(1000, 0, 0)).hasValue(1000);
        assertThat(search.nearest(990, 10, 0)).hasValue(1000);
        assertThat(search.nearest(989, 10, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 999, true", "1, 1000, false", "2, 998, true", "2, 999, false", "3, 997, true", "3, 998, false"})
    void findsOnlyCodesThatAreAllNewer(int count, long after, boolean found) {
        assertThat(search(1000, count).nearest(1000, 1, after).isPresent()).isEqualTo(found);
    }

    @Test
    void findsNoCodesWithAStepBetweenThem() {
        CodeSearch gap = new CodeSearch(TOTP, List.of(TOTP.at(1000), TOTP.at(1002)));
        assertThat(gap.nearest(1000, 50, 0)).isEmpty();
        assertThat(gap.nearestWithoutLast(1000, 50, 0)).hasValue(1000);
        assertThat(search(1000, 1).nearestWithoutLast(1000, 50, 0)).isEmpty();
    }

    /** Among some thousand codes of six digits a few are the same. */
    @Test
    void takesTheNearestAndThenTheOlder() {
        Map<TotpCode, Long> seen = new HashMap<>();
        long later = LongStream.range(0, 20_000)
                .filter(step -> seen.putIfAbsent(TOTP.at(step), step) != null)
                .findFirst()
                .orElseThrow();
        long earlier = seen.get(TOTP.at(later));
        int apart = (int) (later - earlier);
        CodeSearch search = search(later, 1);
        assertThat(search.nearest(later - 1, apart, -1)).hasValue(later);
        assertThat(search.nearest(earlier, apart, -1)).hasValue(earlier);
        assertThat(search.nearest(earlier, apart, earlier)).hasValue(later);
    }

    @Test
    void refusesNoCodeAtAll() {
        assertThatThrownBy(() -> new CodeSearch(TOTP, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsNoCodeOfAnotherLengthEvenWhereItsNumberFits() {
        TotpCode longer = TotpCode.parse("00" + TOTP.at(1000).digits(), 8).orElseThrow();
        CodeSearch search = new CodeSearch(TOTP, List.of(longer, TOTP.at(1001)));
        assertThat(search.nearest(1000, 50, 0)).isEmpty();
        assertThat(search.nearestWithoutLast(1000, 50, 0)).isEmpty();
    }

    private static CodeSearch search(long last, int count) {
        return new CodeSearch(
                TOTP,
                LongStream.rangeClosed(last - count + 1, last)
                        .mapToObj(TOTP::at)
                        .toList());
    }
}
