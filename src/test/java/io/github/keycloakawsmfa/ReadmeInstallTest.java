package io.github.keycloakawsmfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** README's commands, done line by line, must not do harm that is told only afterwards. */
class ReadmeInstallTest {

    private List<String> lines;

    @BeforeEach
    void read() throws IOException {
        lines = Files.readAllLines(Path.of("README.md"));
    }

    @Test
    void warnsThatAwsIsClosedBeforeTheFirstCommand() {
        int install = lines.indexOf("## Install");
        List<String> before = lines.subList(install, install + firstCommand(lines.subList(install, lines.size())));

        assertThat(String.join(" ", before))
                .contains("AWS responses of every realm on this server are refused")
                .contains("(docs/existing-client.md)");
    }

    /** {@code kc.sh build} forgets what it is not told again: without {@code --db}, the next start takes another database. */
    @Test
    void buildsWithAllBuildOptions() throws IOException {
        List<String> builds = Stream.concat(lines.stream(), Files.readAllLines(Path.of("docs/install.md")).stream())
                .filter(line -> line.matches("\\S*kc\\.sh build\\b.*"))
                .toList();

        assertThat(builds).hasSizeGreaterThan(1).allMatch(line -> line.contains("$BUILD") || line.contains("${BUILD?"));
    }

    private static int firstCommand(List<String> section) {
        return section.indexOf("```sh");
    }
}
