package io.github.keycloakawsmfa.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompatibilityPageTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    @TempDir
    Path folder;

    @Test
    void aRowTakesThePlaceOfItsLikeAndNoOther() throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.md"), "# Before\n\n<!-- begin matrix -->\n<!-- end matrix -->\n\nAfter\n");
        CompatibilityPage compatibility = new CompatibilityPage(page);

        compatibility.write(outcome("26.7.3", "17.0.15", 1), DAY);
        compatibility.write(outcome("26.10.0", "21.0.1", 2), DAY);
        compatibility.write(outcome("26.7.3", "25.0.1", 3), DAY);
        compatibility.write(outcome("26.7.3", "17.0.16", 4), DAY);

        assertThat(page).content().isEqualTo("""
                # Before

                <!-- begin matrix -->

                | Keycloak | Java | from | tests passed | failed | left out | on |
                | --- | --- | --- | ---: | ---: | ---: | --- |
                | 26.10.0 | 21.0.1 | container, zip | 2 | 1 | 0 | 2026-11-29 |
                | 26.7.3 | 25.0.1 | container, zip | 3 | 1 | 0 | 2026-11-29 |
                | 26.7.3 | 17.0.16 | container, zip | 4 | 1 | 0 | 2026-11-29 |

                <!-- end matrix -->

                After
                """);
    }

    @Test
    void anOutcomeIsReadFromReportsAndLog() throws IOException {
        Files.writeString(folder.resolve("TEST-a.SomeIT.xml"), """
                <testsuite tests="4"><testcase name="passes" classname="a.SomeIT" time="1"/>
                <testcase name="fails" classname="a.SomeIT"><failure message="no"/></testcase>
                <testcase name="breaks" classname="a.SomeIT"><error/></testcase>
                <testcase name="waits" classname="a.SomeIT"><skipped message="not here"/></testcase></testsuite>""");
        Path log = Files.writeString(folder.resolve("log"), """
                [keycloak] Keycloak 26.7.3, Java 25.0.1, distribution zip at http://localhost:1 after 9 s
                [keycloak] Keycloak 26.7.3, Java 17.0.15, 2 of container keycloak:26.7.3 on postgres:15 at http://localhost:2 after 9 s
                """);

        assertThat(Outcome.of(folder, log))
                .isEqualTo(new Outcome(
                        "26.7.3",
                        "17.0.15",
                        List.of("container", "zip"),
                        1,
                        List.of("SomeIT.waits: not here"),
                        List.of("SomeIT.breaks", "SomeIT.fails")));
    }

    private static Outcome outcome(String keycloak, String java, int passed) {
        return new Outcome(keycloak, java, List.of("container", "zip"), passed, List.of(), List.of("SomeIT.fails"));
    }
}
