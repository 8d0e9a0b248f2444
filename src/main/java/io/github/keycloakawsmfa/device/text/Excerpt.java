package io.github.keycloakawsmfa.device.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text that somebody else chose, as it may go into an event, the log or an answer: one line, of a bounded length.
 * Keycloak stores an event's detail as it is, and takes 128 KB in a form field.
 */
public final class Excerpt {

    /** Code points; our own sentences that quote a name are shorter. */
    private static final int LENGTH = 500;

    private static final int ENTRIES = 20;

    /** Control and format characters, line and paragraph separators, and lone surrogates. */
    private static final Pattern NOT_ON_A_LINE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private Excerpt() {}

    /** @param text null stays null */
    public static String of(String text) {
        return of(text, LENGTH);
    }

    /**
     * @param text null stays null
     * @param length the most code points to keep
     */
    public static String of(String text, int length) {
        if (text == null) {
            return null;
        }
        boolean fits = text.length() <= length || text.codePointCount(0, text.length()) <= length;
        String kept = fits ? text : text.substring(0, text.offsetByCodePoints(0, length - 1));
        return NOT_ON_A_LINE.matcher(kept).replaceAll("?") + (fits ? "" : "…");
    }

    /** The first ones, and how many more there are. */
    public static List<String> of(List<String> texts) {
        List<String> kept = new ArrayList<>();
        texts.stream().limit(ENTRIES).map(Excerpt::of).forEach(kept::add);
        if (texts.size() > ENTRIES) {
            kept.add("and " + (texts.size() - ENTRIES) + " more");
        }
        return kept;
    }
}
