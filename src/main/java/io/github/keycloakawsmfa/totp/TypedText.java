package io.github.keycloakawsmfa.totp;

import java.text.Normalizer;

/**
 * What somebody who types or pastes a code or a ticket means: its letters and digits, without what keyboards,
 * messengers and authenticator apps put around and between them.
 */
public final class TypedText {

    /** Longer text is not a code with a few blanks; compatibility forms make up to 18 characters of one. */
    private static final int MAX_LENGTH = 1000;

    /** What a Japanese keyboard's dash key types, and what its half-width form becomes. */
    private static final int PROLONGED_SOUND_MARK = '\u30fc';

    /** An empty Braille cell: not a blank to Unicode, but to the eye. */
    private static final int BRAILLE_BLANK = '\u2800';

    private TypedText() {}

    /**
     * In Unicode's compatibility form (NFKC: full-width letters and digits become plain ones), without blanks, dashes
     * and invisible characters. Everything else stays, including a minus sign and other scripts' digits.
     *
     * @param typed null counts as nothing typed
     * @return never null; empty if nothing is left. A text of more than 1000 characters is returned unchanged
     */
    public static String plain(String typed) {
        if (typed == null) {
            return "";
        }
        if (typed.length() > MAX_LENGTH) {
            return typed;
        }
        StringBuilder plain = new StringBuilder(typed.length());
        Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> !isBlank(c) && !isDash(c) && !isInvisible(c))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Whether nothing visible was typed. */
    public static boolean isNothing(String typed) {
        return plain(typed).isEmpty();
    }

    private static boolean isBlank(int c) {
        return Character.isSpaceChar(c) || Character.isWhitespace(c) || c == BRAILLE_BLANK;
    }

    private static boolean isDash(int c) {
        return Character.getType(c) == Character.DASH_PUNCTUATION || c == PROLONGED_SOUND_MARK;
    }

    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.CONTROL
                || Character.getType(c) == Character.FORMAT
                || isOtherIgnorable(c);
    }

    /**
     * Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties.txt) beyond what the category covers; Java has no
     * method for it.
     */
    private static boolean isOtherIgnorable(int c) {
        return c == 0x034f // combining grapheme joiner
                || c == 0x115f // Hangul fillers; NFKC makes the others these
                || c == 0x1160
                || c == 0x17b4 // inherent vowels of Khmer
                || c == 0x17b5
                || c >= 0x180b && c <= 0x180f // variation selectors
                || c == 0x2065
                || c >= 0xfe00 && c <= 0xfe0f
                || c >= 0xfff0 && c <= 0xfff8
                || c >= 0xe0000 && c <= 0xe0fff;
    }
}
