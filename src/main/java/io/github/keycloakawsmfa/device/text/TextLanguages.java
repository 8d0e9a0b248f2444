package io.github.keycloakawsmfa.device.text;

import java.io.IOException;
import java.text.Bidi;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/**
 * Which of our texts are in another language than their page or mail. Keycloak looks for a text in the page's language,
 * from 26.5 on then in the realm's default language, then in English, and does not say where it found it; its pages
 * declare {@code lang="ar" dir="rtl"} for everything on them. So a text that is the same in one of those two counts as
 * being in that language, unless we have a bundle in the page's language: "Ticket" is German, too. This also covers what
 * themes and realms add or override, text by text.
 */
public final class TextLanguages {

    private static final Logger LOG = Logger.getLogger(TextLanguages.class);
    private static final String OURS = "virtualMfa";

    /** Key of the text that names the language of its bundle: a BCP 47 tag. Dates are shown in that language, too. */
    public static final String LANGUAGE = "virtualMfaLanguage";

    private TextLanguages() {}

    /**
     * @param page language of the page or mail
     * @return by message key, {@code lang} and {@code dir} of each text that is not in the page's language; usually
     *     empty. Maps, because FreeMarker as Keycloak sets it up does not see a record's components
     */
    public static Map<String, Map<String, String>> of(
            KeycloakSession session, RealmModel realm, Theme.Type type, Locale page) {
        Map<String, Map<String, String>> found = new HashMap<>();
        if (!realm.isInternationalizationEnabled() || isSame(page, Locale.ENGLISH)) {
            // Without it Keycloak uses English, and there is no fallback behind English.
            return found;
        }
        try {
            Theme theme = session.theme().getTheme(type);
            Properties shown = theme.getEnhancedMessages(realm, page);
            Properties own = theme.getMessages(page);
            boolean translated = isSame(page, Locale.forLanguageTag(own.getProperty(LANGUAGE, "")));
            for (Locale other : fallbacks(realm)) {
                if (!isSame(page, other)) {
                    mark(found, shown, theme.getEnhancedMessages(realm, other), other);
                }
            }
            if (translated) {
                found.keySet().removeIf(key -> Objects.equals(own.getProperty(key), shown.getProperty(key)));
            }
        } catch (IOException e) {
            // Keycloak then shows the page without any texts.
            LOG.warn("The texts of a theme cannot be read", e);
        }
        return found;
    }

    /** The language that most texts of a page or mail are in: its own, or the one that Keycloak falls back to. */
    public static Locale ofTexts(Map<String, Map<String, String>> others, Locale page) {
        Map<String, String> marks = others.get(LANGUAGE);
        return marks == null ? page : Locale.forLanguageTag(marks.get("lang"));
    }

    private static boolean isSame(Locale one, Locale other) {
        return one.getLanguage().equals(other.getLanguage());
    }

    /** English first: where a default language lacks a text, the English one is shown. */
    private static List<Locale> fallbacks(RealmModel realm) {
        return realm.getDefaultLocale() == null
                ? List.of(Locale.ENGLISH)
                : List.of(Locale.ENGLISH, Locale.forLanguageTag(realm.getDefaultLocale()));
    }

    private static void mark(
            Map<String, Map<String, String>> found, Properties shown, Properties texts, Locale language) {
        Map<String, String> marks = Map.of("lang", language.toLanguageTag(), "dir", direction(texts, language));
        for (String key : shown.stringPropertyNames()) {
            if (key.startsWith(OURS) && Objects.equals(shown.getProperty(key), texts.getProperty(key))) {
                found.putIfAbsent(key, marks);
            }
        }
    }

    /** By the language's own name for itself, as Keycloak does it (LocaleBean). */
    private static String direction(Properties texts, Locale language) {
        String tag = language.toLanguageTag();
        String name = texts.getProperty("locale_" + tag, tag);
        return new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight() ? "ltr" : "rtl";
    }
}
