package io.github.keycloakawsmfa.device.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What somebody else chose, as it may go into an event, the log or an answer: one line, of a bounded length. Keycloak
 * stores a detail of an event as it comes, and takes 128 KB in a field of a form.
 */
public final class Excerpt {

    /** Code points; a sentence of ours that quotes a name is shorter. */
    private static final int LENGTH = 500;

    private static final int ENTRIES = 20;

    /** Control and format characters, line and paragraph separators, and halves of characters. */
    private static final Pattern NOT_ON_A_LINE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private Excerpt() {}

    /** @param text null stays null */
    public static String of(String text) {
        return of(text, LENGTH);
    }

    /**
     * @param text null stays null
     * @param length the most code points that are left of it
     */
    public static String of(String text, int length) {
        if (text == null) {
            return null;
        }
        boolean fits = text.length() <= length || text.codePointCount(0, text.length()) <= length;
        String kept = fits ? text : text.substring(0, text.offsetByCodePoints(0, length - 1));
        return NOT_ON_A_LINE.matcher(kept).replaceAll("?") + (fits ? "" : "…");
    }

    /** The first ones, and how many there are besides. */
    public static List<String> of(List<String> texts) {
        List<String> kept = new ArrayList<>();
        texts.stream().limit(ENTRIES).map(Excerpt::of).forEach(kept::add);
        if (texts.size() > ENTRIES) {
            kept.add("and " + (texts.size() - ENTRIES) + " more");
        }
        return kept;
    }
}
