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
 * Which texts of ours are in another language than the page or mail they stand on. Keycloak looks for a text in the page's
 * language, from 26.5 on then in the realm's default language, then in English, and does not tell where it found it; its
 * pages say {@code lang="ar" dir="rtl"} of all that is on them. So a text that reads the same in one of those two is taken
 * for that language. It holds for what themes and realms add or override too, text by text.
 */
public final class TextLanguages {

    private static final Logger LOG = Logger.getLogger(TextLanguages.class);
    private static final String OURS = "virtualMfa";

    private TextLanguages() {}

    /**
     * @param page language of the page or mail
     * @return by message key, {@code lang} and {@code dir} of each text that is not in the page's language; usually empty.
     *     Maps, for FreeMarker as Keycloak sets it up sees no components of a record
     */
    public static Map<String, Map<String, String>> of(
            KeycloakSession session, RealmModel realm, Theme.Type type, Locale page) {
        Map<String, Map<String, String>> found = new HashMap<>();
        if (!realm.isInternationalizationEnabled() || isSame(page, Locale.ENGLISH)) {
            // Without it Keycloak speaks English, and behind English there is nothing.
            return found;
        }
        try {
            Theme theme = session.theme().getTheme(type);
            Properties shown = theme.getEnhancedMessages(realm, page);
            for (Locale other : fallbacks(realm)) {
                if (!isSame(page, other)) {
                    mark(found, shown, theme.getEnhancedMessages(realm, other), other);
                }
            }
        } catch (IOException e) {
            // Keycloak shows the page without any texts then.
            LOG.warn("The texts of a theme cannot be read", e);
        }
        return found;
    }

    private static boolean isSame(Locale one, Locale other) {
        return one.getLanguage().equals(other.getLanguage());
    }

    /** English first: a default language that lacks a text shows the English one. */
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

    /** By the name of the language in itself, as Keycloak does it (LocaleBean). */
    private static String direction(Properties texts, Locale language) {
        String tag = language.toLanguageTag();
        String name = texts.getProperty("locale_" + tag, tag);
        return new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight() ? "ltr" : "rtl";
    }
}
