package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TotpCodeTest {

    static Stream<Arguments> accepted() {
        return Stream.of(
                of("as it is", "003784"),
                of("blanks around", "  003784 \t"),
                of("as apps show it", "003 784"),
                of("several blanks", "003  784"),
                of("in groups of two", "00 37 84"),
                of("a blank after each digit", "0 0 3 7 8 4"),
                of("a tab", "003\t784"),
                of("a line break at the end", "003784\r\n"),
                of("a line break inside", "003\n784"),
                of("a hyphen", "003-784"),
                of("a list's dash", "- 003784"),
                of("a non-breaking hyphen", "003\u2011784"),
                of("an en dash", "003\u2013784"),
                of("an em dash with blanks", "003 \u2014 784"),
                of("a horizontal bar", "003\u2015784"),
                of("a full-width hyphen", "003\uff0d784"),
                of("a small hyphen", "003\ufe63784"),
                of("a wave dash", "003\u301c784"),
                of("the dash key of a Japanese keyboard", "003\u30fc784"),
                of("the same, half-width", "003\uff70784"),
                of("a no-break space", "003\u00a0784"),
                of("a narrow no-break space", "003\u202f784"),
                of("a thin space", "003\u2009784"),
                of("a figure space", "003\u2007784"),
                of("an ideographic space", "\u3000003784\u3000"),
                of("an Ogham space", "003\u1680784"),
                of("an empty Braille cell", "003\u2800784"),
                of("a next-line control", "003784\u0085"),
                of("a line separator", "003784\u2028"),
                of("a NUL", "003784\u0000"),
                of("a zero-width space", "003\u200b784"),
                of("a word joiner", "003\u2060784"),
                of("a byte order mark", "\ufeff003784"),
                of("a soft hyphen", "003\u00ad784"),
                of("marks of direction", "\u200e003784\u200f"),
                of("isolates", "\u2066003784\u2069"),
                of("an embedding", "\u202a003784\u202c"),
                of("variation selectors", "0\ufe0f0\ufe0e3\ufe0f784"),
                of("one of the other variation selectors", "003784\udb40\udd00"),
                of("a combining grapheme joiner", "003\u034f784"),
                of("a Hangul filler", "003\u3164784"),
                of("a half-width Hangul filler", "003\uffa0784"),
                of("a tag character", "003784\udb40\udc31"),
                of("full-width", "\uff10\uff10\uff13\uff17\uff18\uff14"),
                of("full-width, with an ideographic space", "\uff10\uff10\uff13\u3000\uff17\uff18\uff14"),
                of("full-width and plain", "\uff10\uff10\uff13784"),
                of("mathematical bold", "\ud835\udfce\ud835\udfce\ud835\udfd1\ud835\udfd5\ud835\udfd6\ud835\udfd2"),
                of("superscript", "\u2070\u2070\u00b3\u2077\u2078\u2074"),
                of("circled", "\u24ea\u24ea\u2462\u2466\u2467\u2463"),
                of("all at once", "\u200e \uff10\uff10\uff13\u00a0\u2013\u00a07\u200b84\ufeff\n"),
                of("hundreds of blanks", " ".repeat(990) + "003784"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void takesWhatAPersonMeans(String spelling, String typed) {
        assertThat(TotpCode.parse(typed, 6)).map(TotpCode::digits).contains("003784");
        assertThat(TotpCode.split(typed + typed, 6, 3)).containsExactlyElementsOf(twice(typed));
    }

    /** Half of what may be typed is too long for the bound; that is no series then. */
    private static List<String> twice(String typed) {
        return typed.length() > 500 ? List.of(typed + typed) : List.of("003784", "003784");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                of("nothing", ""),
                of("a blank", " "),
                of("what nobody sees", "\u200b\u00a0\ufeff"),
                of("dashes", "------"),
                of("a plus sign", "+03784"),
                of("a plus sign before it", "+003784"),
                of("a full-width plus sign", "\uff0b003784"),
                of("a minus sign", "\u2212003784"),
                of("a superscript minus sign", "\u207b003784"),
                of("five digits", "03784"),
                of("five digits after a dash", "-03784"),
                of("seven digits", "0003784"),
                of("Arabic-Indic", "\u0660\u0660\u0663\u0667\u0668\u0664"),
                of("extended Arabic-Indic, of Persian", "\u06f0\u06f0\u06f3\u06f7\u06f8\u06f4"),
                of("Devanagari", "\u0966\u0966\u0969\u096d\u096e\u096a"),
                of("Bengali", "\u09e6\u09e6\u09e9\u09ed\u09ee\u09ea"),
                of("Thai", "\u0e50\u0e50\u0e53\u0e57\u0e58\u0e54"),
                of("Chinese", "\u3007\u3007\u4e09\u4e03\u516b\u56db"),
                of("Adlam, beyond the first plane", "\ud83a\udd50".repeat(6)),
                of("one digit of another script", "00378\u0664"),
                of("a letter", "00378a"),
                of("the letter O", "OO3784"),
                of("an accent", "003784\u0301"),
                of("a dot", "003.784"),
                of("a middle dot", "003\u00b7784"),
                of("a comma", "003,784"),
                of("an underscore", "003_784"),
                of("a slash", "003/784"),
                of("a fraction", "0037\u00bd4"),
                of("a number with a full stop", "00378\u248b"),
                of("a hexadecimal number", "0x3784"),
                of("a decimal number", "3784.0"),
                of("an exponent", "1e0005"),
                of("quotes", "\"003784\""),
                of("words", "code 003784"),
                of("half a surrogate pair", "003784\ud83a"),
                of("a private character", "003784\ue000"),
                of("more than anybody types", " ".repeat(995) + "003784"),
                of("what compatibility forms make long", "\ufdfa".repeat(1000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void anythingElseIsMalformed(String spelling, String typed) {
        assertThat(TotpCode.parse(typed, 6)).isEmpty();
        assertThat(TotpCode.split(typed + typed, 6, 3)).containsExactly(typed + typed);
    }

    @Test
    void nullIsNothing() {
        assertThat(TotpCode.parse(null, 6)).isEmpty();
        assertThat(TypedText.isNothing(null)).isTrue();
        assertThat(TypedText.isNothing("\u00a0\u200b")).isTrue();
        assertThat(TypedText.isNothing("0")).isFalse();
        assertThat(TypedText.isNothing(" ".repeat(1001))).isFalse();
    }

    @Test
    void twoOrThreeCodesInOneText() {
        String code = "\uff10\uff10\uff13\u3000784";
        assertThat(TotpCode.split(code, 6, 3)).containsExactly(code);
        assertThat(TotpCode.split(code + "\u2013" + code, 6, 3)).containsExactly("003784", "003784");
        assertThat(TotpCode.split(code + "\n123-456\r\n654 321", 6, 3)).containsExactly("003784", "123456", "654321");
        assertThat(TotpCode.split(code.repeat(4), 6, 3)).containsExactly(code.repeat(4));
        assertThat(TotpCode.split(code + "+" + code, 6, 3)).containsExactly(code + "+" + code);
        assertThat(TotpCode.split(code + "12345", 6, 3)).containsExactly(code + "12345");
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
