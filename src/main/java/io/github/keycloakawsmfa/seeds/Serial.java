package io.github.keycloakawsmfa.seeds;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Serial numbers as files and people write them. */
public final class Serial {

    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    /** How many tokens a file may have: each is an object, and a row in one transaction. */
    private static final int MOST_TOKENS = 20_000;

    private Serial() {}

    /** @throws SeedFileException if these are too many tokens for one file */
    public static void requireFew(int tokens, int line) {
        if (tokens > MOST_TOKENS) {
            throw new SeedFileException(line, "a file has at most " + MOST_TOKENS + " tokens: split it");
        }
    }

    /**
     * @param text trimmed
     * @throws SeedFileException if it is none
     */
    public static String of(String text, int line) {
        if (!FORMAT.matcher(text).matches()) {
            throw new SeedFileException(
                    line,
                    text.isEmpty()
                            ? "the serial number is missing"
                            : "a serial number has 1 to 64 letters, digits or . _ : - and begins with one of the first");
        }
        return text;
    }

    /** Whether it can be one. What cannot is no text for a database: PostgreSQL knows no zero byte. */
    public static boolean isOne(String text) {
        return FORMAT.matcher(text).matches();
    }

    /** What two serial numbers have in common that people do not tell apart. */
    public static String key(String serial) {
        return serial.toUpperCase(Locale.ROOT);
    }

    /** @throws SeedFileException at the second of two tokens with the same serial number */
    public static List<Token> unique(List<Token> tokens) {
        Map<String, Integer> lines = new HashMap<>();
        for (Token token : tokens) {
            Integer before = lines.putIfAbsent(key(token.serial()), token.line());
            if (before != null) {
                throw new SeedFileException(
                        token.line(), "the serial number " + token.serial() + " was in line " + before + " already");
            }
        }
        return List.copyOf(tokens);
    }
}
