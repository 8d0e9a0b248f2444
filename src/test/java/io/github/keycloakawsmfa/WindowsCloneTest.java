package io.github.keycloakawsmfa;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Git makes of these files where it turns line ends into Windows' own, as Git for Windows does unless told otherwise. */
class WindowsCloneTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    static Path directory;

    private static Path clone;

    @BeforeAll
    static void cloneAsOnWindows() throws Exception {
        Path origin = directory.resolve("origin");
        clone = directory.resolve("clone");
        git("init", "-q", origin.toString());
        String repository = "--git-dir=" + origin.resolve(".git");
        git(repository, "--work-tree=" + PROJECT, "add", "-A");
        git(repository, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "all");
        git("clone", "-q", "-c", "core.autocrlf=true", "-c", "core.eol=crlf", origin.toString(), clone.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mvnw", "docker/smoke", ".ci/run", ".ci/long"})
    void runsTheScripts(String script) throws IOException {
        assertThat(clone.resolve(script)).isExecutable();
        assertThat(Files.readString(clone.resolve(script), ISO_8859_1)).doesNotContain("\r");
    }

    /** Among them what goes into the JAR, whose bytes are the same wherever it is built, and what tests compare. */
    @Test
    void leavesEveryOtherFileAsItIs() throws IOException {
        List<String> changed = new ArrayList<>();
        for (Path file : files()) {
            if (!file.toString().endsWith(".cmd") && Files.mismatch(clone.resolve(file), PROJECT.resolve(file)) >= 0) {
                changed.add(file.toString());
            }
        }

        assertThat(changed).isEmpty();
        assertThat(files()).hasSizeGreaterThan(500);
    }

    @Test
    void givesWindowsShellItsLineEnds() throws IOException {
        assertThat(Files.readString(clone.resolve("mvnw.cmd"), ISO_8859_1))
                .contains("\r\n")
                .doesNotContainPattern("[^\r]\n");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(clone)) {
            return all.filter(Files::isRegularFile)
                    .map(clone::relativize)
                    .filter(file -> !file.startsWith(".git"))
                    .toList();
        }
    }

    private static void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("GIT_CONFIG_GLOBAL", directory.resolve("none").toString());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process git = builder.start();
        String said = new String(git.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(git.waitFor()).as("%s: %s", command, said).isZero();
    }
}
