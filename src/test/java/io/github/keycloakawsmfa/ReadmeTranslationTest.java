package io.github.keycloakawsmfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.keycloakawsmfa.Outline.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** README.ja.md says what README.md says. Whoever changes one of them is reminded of the other. */
class ReadmeTranslationTest {

    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("# keycloak-aws-mfa", "# keycloak-aws-mfa"),
            Map.entry("## Try it", "## 試してみる"),
            Map.entry("## What you get", "## できること"),
            Map.entry("## Install", "## インストール"),
            Map.entry("## In AWS", "## AWS側の設定"),
            Map.entry("## Day two", "## 日々の運用"),
            Map.entry("## Security", "## セキュリティ"),
            Map.entry("## Compatibility", "## 互換性"),
            Map.entry("## Documentation", "## ドキュメント"),
            Map.entry("## Build and contribute", "## ビルドと開発への参加"));

    private static final String SAMPLE = """
            # Title

            Take [1.2.3](#title), not 1.2.2, with `--all` and **care**: [news](news.md), [more](more.md).

            ## Next

            - one of 24
            - CVE-2026-1 `code`

            | What | Where |
            | --- | --- |
            | [page](page.md) | port 8080 |
            | `call` | 26.8 |

            ```sh
            run --fast    # a word
            ```

            ![words](picture.png)

            <img src="other.png" alt="words" width="600">
            """;

    @Test
    void hasTheSameHeadings() {
        assertThat(japanese().stream().map(Section::heading))
                .containsExactlyElementsOf(english().stream()
                        .map(section -> HEADINGS.getOrDefault(section.heading(), section.heading() + " in Japanese"))
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void hasTheSameCommandsTablesLinksAndNumbers(String heading, List<String> japanese, List<String> english) {
        assertThat(japanese).as(heading).containsExactlyElementsOf(english);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "## Next, ### Next",
                "## Next, Next",
                "1.2.2, 1.2.4",
                "`--all`, `--some`",
                "**care**, care",
                "news.md, olds.md",
                "](#title), ](#next)",
                "^[news](news.md), [more](more.md)^, ^[more](more.md), [news](news.md)^",
                "one of 24, one of 25",
                "- one of 24, one of 24",
                "CVE-2026-1, CVE-2026-2",
                "(page.md), (other.md)",
                "8080, 8081",
                "| `call` | 26.8 |, ",
                "| Where |, | Where | Why |",
                "--fast, --slow",
                "    # a word, ",
                "```sh, ```json",
                "picture.png, other.png",
                "600, 800"
            })
    void aChangeInOneOfThemShows(String was, String is) {
        assertThat(SAMPLE).contains(was);

        assertThat(Outline.of(SAMPLE.replace(was, is == null ? "" : is))).isNotEqualTo(Outline.of(SAMPLE));
    }

    @Test
    void wordsAreTranslated() {
        assertThat(Outline.of(SAMPLE.replace("word", "ことば").replace("Take", "取る")))
                .isEqualTo(Outline.of(SAMPLE));
    }

    static Stream<Arguments> sections() {
        List<Section> english = english();
        List<Section> japanese = japanese();
        return IntStream.range(0, Math.min(english.size(), japanese.size()))
                .mapToObj(i -> arguments(
                        english.get(i).heading(),
                        japanese.get(i).blocks(),
                        english.get(i).blocks()));
    }

    private static List<Section> english() {
        return Outline.of(read("README.md").replace("(README.ja.md)", "(translation)"));
    }

    private static List<Section> japanese() {
        return Outline.of(read("README.ja.md").replace("(README.md)", "(translation)"));
    }

    private static String read(String page) {
        try {
            return Files.readString(Path.of(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
