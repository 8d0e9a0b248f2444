package io.github.keycloakawsmfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Queries on Keycloak's tables are texts, which no compiler and no ArchUnit sees. */
class InternalsTest {

    private static final Path MAIN = Path.of("src/main/java/io/github/keycloakawsmfa");
    private static final Pattern TABLE =
            Pattern.compile("\\b(FederatedUser)?(Credential|User|Realm|Client|ClientAttribute|Role|Component)Entity\\b"
                    + "|\\b(FED_USER_)?CREDENTIAL\\b(?=\")|\\bUSER_ENTITY\\b");

    @Test
    void namesKeycloaksTablesInOneRoom() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> TABLE.matcher(read(file)).find())
                            .map(file -> MAIN.relativize(file).getName(0)))
                    .isNotEmpty()
                    .containsOnly(Path.of("internals"));
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
