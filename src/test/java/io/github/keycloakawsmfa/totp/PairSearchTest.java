package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.totp.PairOutcome.Matched;
import io.github.keycloakawsmfa.totp.PairOutcome.Mismatch;
import io.github.keycloakawsmfa.totp.PairOutcome.OutsideRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairSearchTest {

    private static final long NOW = 1000;
    private static final int ACCEPTED = 20;
    private static final int KNOWN = 100;

    /** A device whose code of a step is that step: no two are alike, and each tells where it is from. */
    private static final LongToIntFunction PLAIN = Math::toIntExact;

    @ParameterizedTest(name = "n = now + {0}")
    @CsvSource({"-21, -20", "-20, -19", "-2, -1", "-1, 0", "0, 1", "1, 2", "19, 20", "20, 21"})
    void matchesWhereOneOfTheTwoIsAccepted(long offset, long drift) {
        assertThat(find(NOW + offset, NOW + offset + 1)).isEqualTo(new Matched(NOW + offset, drift));
    }

    @ParameterizedTest(name = "n = now + {0}")
    @CsvSource({"-22, -21, 1", "-100, -99, 79", "21, 22, 1", "99, 100, 79"})
    void tellsHowFarOutsideItIs(long offset, long drift, long stepsOutside) {
        assertThat(find(NOW + offset, NOW + offset + 1)).isEqualTo(new OutsideRange(drift, stepsOutside));
    }

    @ParameterizedTest(name = "now + {0}, now + {1}")
    @CsvSource({"-101, -100", "100, 101", "0, 101", "-101, 0"})
    void onlyOneIsKnown(long offset1, long offset2) {
        assertThat(find(NOW + offset1, NOW + offset2)).isEqualTo(Mismatch.ONLY_ONE_KNOWN);
    }

    @ParameterizedTest(name = "now + {0}, now + {1}")
    @CsvSource({"-200, -199", "101, 102", "101, -101"})
    void noneIsKnown(long offset1, long offset2) {
        assertThat(find(NOW + offset1, NOW + offset2)).isEqualTo(Mismatch.NONE_KNOWN);
    }

    @ParameterizedTest(name = "now + {0} first")
    @ValueSource(longs = {-99, -1, 0, 1, 100})
    void swapped(long offset) {
        assertThat(find(NOW + offset, NOW + offset - 1)).isEqualTo(Mismatch.SWAPPED);
    }

    @ParameterizedTest(name = "now + {0}, now + {1}")
    @CsvSource({"0, 2", "-1, 5", "2, 0", "-100, 100", "100, -100"})
    void aGapBetweenTwoKnownCodes(long offset1, long offset2) {
        assertThat(find(NOW + offset1, NOW + offset2)).isEqualTo(Mismatch.GAP);
    }

    @ParameterizedTest
    @ValueSource(longs = {-100, 0, 100, 5000})
    void theSameCodeTwiceKnownOrNot(long offset) {
        assertThat(find(NOW + offset, NOW + offset)).isEqualTo(Mismatch.SAME_CODE_TWICE);
    }

    /** Codes are short: now and then two steps share one. */
    @Nested
    class WhenCodesCollide {

        @Test
        void twoStepsInARowWithTheSameCodeAreAPair() {
            assertThat(find(codes(Map.of(NOW + 4, 7, NOW + 5, 7)), 7, 7)).isEqualTo(new Matched(NOW + 4, 5));
        }

        @Test
        void theMatchNearestToNowWins() {
            LongToIntFunction codes =
                    codes(Map.of(NOW - 9, 7, NOW - 8, 8, NOW + 2, 7, NOW + 3, 8, NOW + 6, 7, NOW + 7, 8));
            assertThat(find(codes, 7, 8)).isEqualTo(new Matched(NOW + 2, 3));
        }

        @Test
        void ofTwoEquallyNearTheOlderWins() {
            LongToIntFunction codes = codes(Map.of(NOW - 6, 7, NOW - 5, 8, NOW + 4, 7, NOW + 5, 8));
            assertThat(find(codes, 7, 8)).isEqualTo(new Matched(NOW - 6, -5));
        }

        @Test
        void anAcceptedMatchWinsOverOneOutsideThatIsAsNear() {
            LongToIntFunction codes = codes(Map.of(NOW - 22, 7, NOW - 21, 8, NOW + 20, 7, NOW + 21, 8));
            assertThat(find(codes, 7, 8)).isEqualTo(new Matched(NOW + 20, 21));
        }

        @Test
        void theNearestOutsideIsTold() {
            LongToIntFunction codes = codes(Map.of(NOW - 90, 7, NOW - 89, 8, NOW + 29, 7, NOW + 30, 8));
            assertThat(find(codes, 7, 8)).isEqualTo(new OutsideRange(30, 9));
        }

        @Test
        void aMatchWinsOverSwappedCodes() {
            LongToIntFunction codes = codes(Map.of(NOW, 8, NOW + 1, 7, NOW + 2, 8));
            assertThat(find(codes, 7, 8)).isEqualTo(new Matched(NOW + 1, 2));
        }

        private LongToIntFunction codes(Map<Long, Integer> special) {
            return step -> special.getOrDefault(step, 0);
        }

        private PairOutcome find(LongToIntFunction codes, int code1, int code2) {
            return PairSearch.find(codes, code1, code2, NOW, ACCEPTED, KNOWN);
        }
    }

    @ParameterizedTest(name = "codes {0}, {1}")
    @CsvSource({"1000, 1001", "1001, 1000", "1000, 1000", "1000, 1005", "1, 2", "1000, 2"})
    void eachKnownStepIsComputedOnceWhateverTheCodes(int code1, int code2) {
        List<Long> computed = new ArrayList<>();
        PairSearch.find(
                step -> {
                    computed.add(step);
                    return PLAIN.applyAsInt(step);
                },
                code1,
                code2,
                NOW,
                ACCEPTED,
                KNOWN);
        assertThat(computed)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(NOW - KNOWN, NOW + KNOWN).boxed().toList());
    }

    @Test
    void whatIsAcceptedIsKnownToo() {
        assertThat(PairSearch.find(PLAIN, 998, 999, NOW, 1, 0)).isEqualTo(new Matched(998, -1));
        assertThat(PairSearch.find(PLAIN, 1001, 1002, NOW, 1, 1)).isEqualTo(new Matched(1001, 2));
        assertThat(PairSearch.find(PLAIN, 1000, 1001, NOW, 0, 0)).isEqualTo(new Matched(1000, 1));
        assertThat(PairSearch.find(PLAIN, 1001, 1002, NOW, 0, 0)).isEqualTo(Mismatch.ONLY_ONE_KNOWN);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1000, 0, 59_000_000, 20000000000L})
    void findsTheCodesOfARealDevice(long now) {
        Totp totp = new Totp(
                TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII)),
                TotpParameters.AUTHENTICATOR_APP);
        assertThat(PairSearch.find(totp, totp.at(now - 9), totp.at(now - 8), now, ACCEPTED, 2880))
                .isEqualTo(new Matched(now - 9, -8));
        assertThat(PairSearch.find(totp, totp.at(now + 1000), totp.at(now + 1001), now, ACCEPTED, 2880))
                .isEqualTo(new OutsideRange(1001, 980));
    }

    @Test
    void codesOfAnotherLengthAreAMistakeOfTheProgram() {
        Totp totp = new Totp(TotpSecret.of(new byte[20]), TotpParameters.AUTHENTICATOR_APP);
        TotpCode six = TotpCode.of(1, 6);
        TotpCode eight = TotpCode.of(1, 8);
        assertThatIllegalArgumentException().isThrownBy(() -> PairSearch.find(totp, eight, six, NOW, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairSearch.find(totp, six, eight, NOW, 1, 1))
                .withMessage("Both codes must have 6 digits");
    }

    @ParameterizedTest(name = "accepted {0}, known {1}")
    @CsvSource({"-1, 5", "100000, 100000", "5, -1", "5, 100001"})
    void rangesHaveLimits(int accepted, int known) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairSearch.find(PLAIN, 1, 2, NOW, accepted, known))
                .withMessageContaining("lie within 0..");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 100, Long.MAX_VALUE - 100, Long.MAX_VALUE})
    void stepsDoNotWrapRound(long now) {
        LongToIntFunction none = step -> 0;
        if (now == Long.MIN_VALUE || now == Long.MAX_VALUE) {
            assertThatThrownBy(() -> PairSearch.find(none, 1, 2, now, ACCEPTED, KNOWN))
                    .isInstanceOf(ArithmeticException.class);
        } else {
            assertThat(PairSearch.find(none, 1, 2, now, ACCEPTED, KNOWN)).isEqualTo(Mismatch.NONE_KNOWN);
        }
    }

    private static PairOutcome find(long code1, long code2) {
        return PairSearch.find(PLAIN, Math.toIntExact(code1), Math.toIntExact(code2), NOW, ACCEPTED, KNOWN);
    }
}
