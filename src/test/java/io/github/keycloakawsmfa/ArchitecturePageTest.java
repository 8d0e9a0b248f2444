package io.github.keycloakawsmfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/architecture.md")
class ArchitecturePageTest {

    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Pattern RULE = Pattern.compile("(?m)^\\| (S\\d+) \\|.*$");
    private static final Pattern CITED = Pattern.compile("\\brules? (S\\d+)(?:, (S\\d+))*");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");
    private static final Pattern NUMBER = Pattern.compile("S\\d+");

    @Test
    void tellsEachRuleOnce() {
        assertThat(rules().stream().map(rule -> rule.group(1)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 14).mapToObj(i -> "S" + i).toList());
    }

    @Test
    void tellsEveryRuleThatACommentCites() {
        Set<String> told = rules().stream().map(rule -> rule.group(1)).collect(Collectors.toSet());
        sources("src/main", "src/demo", "src/test")
                .forEach(source -> assertThat(CITED.matcher(read(source))
                                .results()
                                .flatMap(cited ->
                                        NUMBER.matcher(cited.group()).results().map(MatchResult::group)))
                        .as(source.toString())
                        .allMatch(told::contains));
    }

    @Test
    void namesClassesThatThereAre() {
        Set<String> known = sources("src/main", "src/demo", "src/test")
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        rules().forEach(rule -> assertThat(CLASS.matcher(rule.group()).results().map(found -> found.group(1)))
                .as(rule.group(1))
                .hasSizeGreaterThan(1)
                .allMatch(known::contains));
    }

    private static List<MatchResult> rules() {
        return RULE.matcher(read(PAGE)).results().toList();
    }

    private static Stream<Path> sources(String... folders) {
        return Stream.of(folders).flatMap(ArchitecturePageTest::sources);
    }

    private static Stream<Path> sources(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
