package io.github.keycloakawsmfa.seeds.otpauth;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of app entries: a URI in each line, {@code otpauth:} or {@code otpauth-migration:}. Before it stand the username and
 * a comma, a semicolon, a blank or a tab: always before an export, else only where the account is not the user's. Empty lines and those
 * that begin with {@code #} are passed over.
 */
public final class EntryList {

    private static final Pattern SCHEME = Pattern.compile("otpauth", Pattern.CASE_INSENSITIVE);
    private static final Pattern URI = Pattern.compile("otpauth(?:-migration)?://.+");
    private static final String SEPARATORS = " \t,;";
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    private EntryList() {}

    /**
     * All entries, in the list's order.
     *
     * @param text at most some megabytes
     * @throws SeedFileException if a line is something else
     */
    public static List<ListedEntry> read(String text) {
        List<ListedEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String stripped = (number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line).strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                entries.addAll(entries(number, stripped));
            }
        }
        if (entries.isEmpty()) {
            throw new SeedFileException(0, "there is no otpauth URI in it");
        }
        return List.copyOf(entries);
    }

    private static List<ListedEntry> entries(int number, String line) {
        // Not in the line in lower case, which may have more characters.
        Matcher scheme = SCHEME.matcher(line);
        int uri = scheme.find() ? scheme.start() : -1;
        String text = uri < 0 ? "" : lowerScheme(line.substring(uri));
        String before = uri < 0 ? "" : line.substring(0, uri);
        if (before.endsWith("\"") && text.endsWith("\"")) {
            before = before.substring(0, before.length() - 1);
            text = text.substring(0, text.length() - 1);
        }
        if (!URI.matcher(text).matches()
                || !(before.isEmpty() || SEPARATORS.indexOf(before.charAt(before.length() - 1)) >= 0)
                || CONTROL.matcher(line).find()) {
            throw new SeedFileException(number, "this is no otpauth URI, with or without a username before it");
        }
        String user = unquoted(stripSeparators(before));
        if (!text.startsWith("otpauth-migration:")) {
            return List.of(KeyUri.read(number, user, text));
        }
        if (user.isEmpty()) {
            // Nobody reads what is in one: it could name anybody.
            throw new SeedFileException(
                    number,
                    "an export needs the username of its owner and a comma before it: whose it is cannot be read");
        }
        return GoogleExport.read(number, user, text);
    }

    private static String stripSeparators(String before) {
        int end = before.length();
        while (end > 0 && SEPARATORS.indexOf(before.charAt(end - 1)) >= 0) {
            end--;
        }
        return before.substring(0, end).strip();
    }

    private static String lowerScheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? uri : uri.substring(0, colon).toLowerCase(Locale.ROOT) + uri.substring(colon);
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
