package io.github.keycloakawsmfa.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of paths in docs/security.md shows the rows that {@link PathMatrixIT} walks, in their order, and nothing else. */
class PathTableTest {

    private static final String SECTION = "## Paths to AWS";

    @Test
    void itShowsEveryRow() throws IOException {
        assertThat(table())
                .containsExactlyElementsOf(PathMatrixIT.ROWS.stream()
                        .map(row -> "| " + row.name() + " | " + row.code().words() + " |")
                        .toList());
    }

    /** The lines of the section's only table below its head. */
    private static List<String> table() throws IOException {
        return Files.readAllLines(Path.of("docs/security.md")).stream()
                .dropWhile(line -> !line.equals(SECTION))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .dropWhile(line -> !line.startsWith("| ---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
