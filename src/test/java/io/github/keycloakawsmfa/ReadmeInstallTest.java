package io.github.keycloakawsmfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** README's commands, done line by line, must not do harm that is told only afterwards. */
class ReadmeInstallTest {

    private static final Pattern CHANGED = Pattern.compile("(?m)^## (\\d+\\.\\d+\\.\\d+) - \\d{4}-\\d\\d-\\d\\d$");

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

    /** The first command fetches a release: the newest one in the changelog, which a later version's development leaves alone. */
    @Test
    void downloadsTheNewestRelease() throws IOException {
        String release = CHANGED.matcher(Files.readString(Path.of("CHANGELOG.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        String jar = "keycloak-aws-mfa-" + release + ".jar";
        String download =
                "curl -LO https://github.com/keycloakawsmfa/keycloak-aws-mfa/releases/download/v" + release + "/" + jar;

        for (String page : List.of("README.md", "docs/install.md")) {
            List<String> text = Files.readAllLines(Path.of(page));
            List<String> install =
                    text.subList(text.indexOf(page.equals("README.md") ? "## Install" : "# Install"), text.size());
            assertThat(install.subList(firstCommand(install) + 1, install.size()))
                    .as(page)
                    .startsWith(download, download + ".sha256", "sha256sum -c " + jar + ".sha256");
        }
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern("<version>(" + Pattern.quote(release) + "|.*-SNAPSHOT)</version>\\s*<name>");
    }

    private static int firstCommand(List<String> section) {
        return section.indexOf("```sh");
    }
}
