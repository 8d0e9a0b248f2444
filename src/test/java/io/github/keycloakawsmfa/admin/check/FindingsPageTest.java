package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/check.md lists what can be found. */
class FindingsPageTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z-]+)` \\| (error|warning|info) \\| [^|]+ \\| [^|]*\\|$", Pattern.MULTILINE);

    @Test
    void everyIdStandsThereOnceWithItsSeverityInTheOrderOfTheCode() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("basedir", ""), "docs/check.md"));
        List<String> rows = ROW.matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(FindingId.values())
                        .map(id -> id.wireName() + " " + id.severity().wireName())
                        .toList());
    }
}
