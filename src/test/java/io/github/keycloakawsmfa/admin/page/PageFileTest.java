package io.github.keycloakawsmfa.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFileTest {

    private static final Path FILES = Path.of("src/main/resources/io/github/keycloakawsmfa/admin/page");
    private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|export) .*?from '\\./([^']+)'");
    private static final Pattern TEXT = Pattern.compile("(?m)^  (?:'([^']+)'|(\\w+)): ");
    private static final Pattern ASKED = Pattern.compile("\\bt\\('([^']+)'");
    private static final Pattern FIELD = Pattern.compile("\\{\\w+}");

    @Test
    void servesWhatIsThereAndTheDocumentOnlyFilledIn() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> FILES.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> !name.equals("admin.html")))
                    .containsExactlyInAnyOrderElementsOf(PageFile.NAMES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"admin.html", "../check/keycloak-holes.json", "../page/main.js", "", "main.js/", "/main.js"})
    void servesNothingElse(String name) {
        assertThat(PageFile.named(name)).isEmpty();
    }

    @Test
    void tellsFilesApartByTheirContent() {
        PageFile script = PageFile.named("main.js").orElseThrow();

        assertThat(script.type()).isEqualTo("text/javascript;charset=utf-8");
        assertThat(script.tag()).isEqualTo(PageFile.read("main.js").tag());
        assertThat(PageFile.NAMES.stream()
                        .map(name -> PageFile.read(name).tag())
                        .distinct())
                .hasSize(PageFile.NAMES.size());
    }

    @Test
    void importsNothingThatIsNotServed() throws IOException {
        for (String name : ofOurs()) {
            assertThat(matches(IMPORT, text(name)).map(found -> found.group(1)))
                    .as(name)
                    .allMatch(PageFile.NAMES::contains);
        }
        assertThat(matches(IMPORT, text("main.js"))).hasSizeGreaterThan(5);
    }

    /** What users, administrators and servers wrote must never be read as markup; the browser refuses it as well. */
    @Test
    void putsInNoMarkup() throws IOException {
        for (String name : ofOurs()) {
            assertThat(text(name))
                    .as(name)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
    }

    /** A policy lets no inline script or style run, so the document must not have any. */
    @Test
    void theDocumentHasNothingInline() throws IOException {
        assertThat(text("admin.html"))
                .doesNotContain("style=", "<style", "javascript:")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void saysTheSameInBothLanguages() throws IOException {
        assertThat(keys("texts-ja.js")).containsExactlyElementsOf(keys("texts-en.js"));
        for (String key : keys("texts-en.js")) {
            assertThat(fields("texts-ja.js", key)).as(key).isEqualTo(fields("texts-en.js", key));
        }
    }

    @Test
    void hasEachTextThatIsAskedFor() throws IOException {
        List<String> known = keys("texts-en.js");
        assertThat(known).doesNotHaveDuplicates();
        for (String name : ofOurs()) {
            assertThat(matches(ASKED, text(name)).map(found -> found.group(1)))
                    .as(name)
                    .allMatch(known::contains);
        }
    }

    private static List<String> ofOurs() {
        return PageFile.NAMES.stream()
                .filter(name -> name.endsWith(".js") && !name.contains("/"))
                .sorted()
                .toList();
    }

    private static List<String> keys(String name) throws IOException {
        return matches(TEXT, text(name))
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .toList();
    }

    private static Set<String> fields(String name, String key) throws IOException {
        String line = text(name)
                .lines()
                .filter(one -> one.startsWith("  '" + key + "': ") || one.startsWith("  " + key + ": "))
                .findFirst()
                .orElseThrow();
        return matches(FIELD, line).map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String text(String name) throws IOException {
        return Files.readString(FILES.resolve(name));
    }
}
