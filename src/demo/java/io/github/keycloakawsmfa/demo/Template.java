package io.github.keycloakawsmfa.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in src/demo/resources/demo: {@code {{name}}} is escaped, {@code {{{name}}}} is HTML that was made here. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\{(\\w+)}}}|\\{\\{(\\w+)}}");

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    static Template of(String name) {
        return new Template(text(name));
    }

    static String text(String name) {
        try (InputStream in = Template.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no page " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fill(Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(filled(place, values)));
    }

    private static String filled(MatchResult place, Map<String, String> values) {
        boolean html = place.group(1) != null;
        String name = html ? place.group(1) : place.group(2);
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + name);
        }
        return html ? value : escape(value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A whole page around {@code main}. */
    static String page(String title, String main) {
        return of("page.html").fill(Map.of("title", title, "style", text("style.css"), "main", main));
    }
}
