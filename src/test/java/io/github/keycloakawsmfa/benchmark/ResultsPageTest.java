package io.github.keycloakawsmfa.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsPageTest {

    private static final Path REAL = Path.of("docs/benchmarks.md");

    @TempDir
    Path folder;

    private static final String COMMAND = "./mvnw -Pbenchmark -Dbenchmark=fast -Dbenchmark.size=50";

    @Test
    void resultsStandUnderTheirCommandAndTheirGoalsAtTheTop() throws IOException {
        ResultsPage page = page("""
                # Page

                <!-- begin goals -->
                <!-- end goals -->

                By hand.

                <!-- begin fast -->
                <!-- end fast -->

                <!-- begin slow -->

                Not measured yet.

                <!-- end slow -->
                """);

        page.write("fast", COMMAND, Target.table(List.of(new Target("a", 1, 2))) + "\nMore.\n");
        page.write("fast", COMMAND, """
                %s
                ### Table

                | a | b |
                |---|---|

                %s""".formatted(
                        Target.table(List.of(new Target("one", 1, 0.5), new Target("two", 1.1, 1.2))),
                        Target.table(List.of(new Target("three", 2, Double.NaN)))));

        assertThat(page.file()).content().isEqualTo("""
                # Page

                <!-- begin goals -->

                3 goals: 1 hit, 2 missed. Not measured yet: [slow](#slow).

                | Section | Goal | at most | measured | |
                |---|---|---:|---:|---|
                | [fast](#fast) | one | 1.00 | 0.50 | hit |
                |  | two | 1.10 | 1.20 | **missed** |
                |  | three | 2.00 | – | **missed** |

                <!-- end goals -->

                By hand.

                <!-- begin fast -->

                ```sh
                ./mvnw -Pbenchmark -Dbenchmark=fast -Dbenchmark.size=50
                ```

                Measured on %d cores with Java %s.

                | Goal | at most | measured | |
                |---|---:|---:|---|
                | one | 1.00 | 0.50 | hit |
                | two | 1.10 | 1.20 | **missed** |

                ### Table

                | a | b |
                |---|---|

                | Goal | at most | measured | |
                |---|---:|---:|---|
                | three | 2.00 | – | **missed** |

                <!-- end fast -->

                <!-- begin slow -->

                Not measured yet.

                <!-- end slow -->
                """.formatted(
                        Runtime.getRuntime().availableProcessors(), Runtime.version()));
    }

    @Test
    void whatHasNoPlaceIsNotWritten() throws IOException {
        ResultsPage page = page("<!-- begin goals -->\n<!-- end goals -->\n");

        assertThatThrownBy(() -> page.write("new", COMMAND, "results")).hasMessageContaining("no section new");
    }

    @Test
    void thePageTellsTheGoalsOfItsSections() throws IOException {
        String page = Files.readString(REAL);

        assertThat(page).contains("<!-- begin goals -->\n\n" + AllGoals.in(page).markdown() + "\n<!-- end goals -->");
    }

    private ResultsPage page(String text) throws IOException {
        return new ResultsPage(Files.writeString(folder.resolve("page.md"), text));
    }
}
