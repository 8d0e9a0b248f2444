package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {

    private static final Pattern KEY = Pattern.compile("\"(virtualMfa[A-Z]\\w*)\"");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

    /** Keycloak makes these up from the ids of the authenticator and of the required action. */
    private static final Set<String> ASKED_BY_KEYCLOAK = Set.of(
            "virtual-mfa-form-display-name",
            "virtual-mfa-form-help-text",
            "virtual-mfa-or-otp-form-display-name",
            "virtual-mfa-or-otp-form-help-text",
            "virtual-mfa-display-name",
            "requiredAction.virtual-mfa",
            "requiredAction.virtual-mfa-devices");

    private static final Path BUNDLES = Path.of("themes/messages");
    private static final Pattern BUNDLE = Pattern.compile("messages_(\\w+)\\.properties");

    /** Words that no other language of ours has. */
    private static final Pattern ENGLISH_WORD =
            Pattern.compile("\\b(the|this|your|you|with|and|from|enter|wait|sign)\\b", Pattern.CASE_INSENSITIVE);

    /** Words that other languages share, and what is put together from placeholders only. */
    private static final Set<String> SAME_AS_IN_ENGLISH =
            Set.of("virtualMfaTicket", "virtualMfaMailSubject", "virtualMfaMailBrowser", "virtualMfaMinutes");

    private final Map<String, String> english = bundle("en");

    static Stream<String> languages() {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files
                    .map(file -> BUNDLE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> translations() {
        return languages().filter(language -> !language.equals("en"));
    }

    @Test
    @DisplayName("There are texts in seven languages")
    void sevenLanguages() {
        assertThat(languages()).containsExactlyInAnyOrder("en", "ja", "de", "fr", "es", "pt_BR", "zh_Hans");
    }

    @ParameterizedTest
    @MethodSource("languages")
    @DisplayName("Each names its own language")
    void ownLanguage(String language) {
        assertThat(bundle(language)).containsEntry("virtualMfaLanguage", language.replace('_', '-'));
    }

    @ParameterizedTest
    @MethodSource("translations")
    @DisplayName("All have the same keys")
    void sameKeys(String language) {
        assertThat(bundle(language).keySet()).containsExactlyElementsOf(english.keySet());
    }

    @ParameterizedTest
    @MethodSource("translations")
    @DisplayName("All have the same places to fill")
    void samePlaces(String language) {
        assertThat(bundle(language))
                .allSatisfy((key, text) -> assertThat(places(text)).as(key).isEqualTo(places(english.get(key))));
    }

    @ParameterizedTest
    @MethodSource("languages")
    @DisplayName("The name that a device has by itself is one that it may have")
    void defaultName(String language) {
        assertThat(DeviceName.parse(bundle(language).get("virtualMfaDefaultName") + " 8"))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("translations")
    @DisplayName("None has left anything in English")
    void noEnglish(String language) {
        assertThat(bundle(language)).allSatisfy((key, text) -> {
            assertThat(ENGLISH_WORD.matcher(text).results().map(MatchResult::group))
                    .as(key)
                    .isEmpty();
            if (!SAME_AS_IN_ENGLISH.contains(key)) {
                assertThat(text).as(key).isNotEqualTo(english.get(key));
            }
        });
    }

    @Test
    @DisplayName("Every key in a template or a class has a text, and every text is used")
    void usedAndOnlyUsed() {
        Set<String> asked = new TreeSet<>(ASKED_BY_KEYCLOAK);
        used().forEach(asked::add);

        assertThat(english.keySet()).containsExactlyElementsOf(asked);
    }

    @ParameterizedTest
    @MethodSource("languages")
    @DisplayName("MessageFormat takes every text, and no apostrophe eats a place")
    void formats(String language) {
        assertThat(bundle(language)).allSatisfy((key, text) -> {
            assertThat(text).as(key).isEqualTo(text.strip()).doesNotContain("'", "<b", "${");
            assertThat(new MessageFormat(text, Locale.ROOT).format(new Object[] {1, 1}))
                    .as(key)
                    .doesNotContain("{");
        });
    }

    @Test
    @DisplayName("English counts one and many")
    void counts() {
        assertThat(format("virtualMfaMinutes", 1L)).isEqualTo("1 minute");
        assertThat(format("virtualMfaMinutes", 9L)).isEqualTo("9 minutes");
    }

    private String format(String key, Object argument) {
        return new MessageFormat(english.get(key), Locale.ENGLISH).format(new Object[] {argument});
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> used() {
        return Stream.concat(
                        files("src/main/java/io/github/keycloakawsmfa", ".java"), files("themes/templates", ".ftl"))
                .flatMap(text -> KEY.matcher(text).results())
                .map(match -> match.group(1));
    }

    private static Stream<String> files(String root, String suffix) {
        try (Stream<Path> paths = Files.walk(Path.of(root))) {
            return paths.filter(path -> path.toString().endsWith(suffix)).map(MessagesTest::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> bundle(String language) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(BUNDLES.resolve("messages_" + language + ".properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> sorted = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> sorted.put(key, properties.getProperty(key)));
        return sorted;
    }
}
