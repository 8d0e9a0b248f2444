package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever a keyboard, an app or a messenger puts into a code, and whatever it makes of the digits. */
@Label("A pasted code")
class PastedCodePropertyTest {

    /** By Unicode's own properties, which the regular expressions of Java know. */
    private static final Predicate<String> NOISE = Pattern.compile(
                    "[\\p{Z}\\p{Pd}\\p{Cc}\\p{Cf}\\s\\x{180b}-\\x{180d}\\x{fe00}-\\x{fe0f}]")
            .asMatchPredicate();

    private static final int[] NOISES = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> NOISE.test(Character.toString(c)))
            .toArray();

    private static final int[] FOREIGN = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER)
            .filter(c -> !Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                    .matches("[0-9]"))
            .toArray();

    private static final int[][] WIDTHS = {{'0'}, {0xff10}, {0x1d7ce}, {0x1d7d8}, {0x1d7e2}, {0x1d7ec}, {0x1d7f6}};

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.of(IntStream.of(NOISES).boxed().collect(Collectors.toList()))
                .list()
                .ofMaxSize(8)
                .map(codePoints -> codePoints.stream().map(Character::toString).collect(Collectors.joining()));
    }

    @Property(tries = 2000)
    @Label("is its digits, whatever stands around and between them")
    void noiseIsOverlooked(
            @ForAll @StringLength(6) @CharRange(from = '0', to = '9') String code,
            @ForAll @Size(7) List<@From("noise") String> noise,
            @ForAll @Size(6) List<@IntRange(max = 6) Integer> widths) {
        StringBuilder typed = new StringBuilder(noise.get(6));
        for (int i = 0; i < 6; i++) {
            typed.appendCodePoint(WIDTHS[widths.get(i)][0] + code.charAt(i) - '0')
                    .append(noise.get(i));
        }
        assertThat(TotpCode.parse(typed.toString(), 6)).map(TotpCode::digits).contains(code);
    }

    @Property(tries = 1000)
    @Label("is none with one digit of another script")
    void otherScriptsAreMalformed(
            @ForAll @StringLength(5) @CharRange(from = '0', to = '9') String digits,
            @ForAll @IntRange(max = 5) int at,
            @ForAll @IntRange(max = 10_000) int which) {
        String foreign = Character.toString(FOREIGN[which % FOREIGN.length]);
        assertThat(TotpCode.parse(digits.substring(0, at) + foreign + digits.substring(at), 6))
                .isEmpty();
    }

    @Property(tries = 2000)
    @Label("is six ASCII digits or none, and never an exception")
    void anyTextAtAll(@ForAll String typed) {
        TotpCode.parse(typed, 6).ifPresent(code -> assertThat(code.digits()).matches("[0-9]{6}"));
        assertThat(TotpCode.split(typed, 6, 3)).hasSizeBetween(1, 3);
    }
}
