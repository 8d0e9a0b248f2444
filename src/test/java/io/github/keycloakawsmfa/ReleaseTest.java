package io.github.keycloakawsmfa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Maven does not know the libraries that the page for administrators brings: what a release says of them is written by hand. */
@DisplayName("src/release")
class ReleaseTest {

    private static final Path PAGE = Path.of("src/main/resources/io/github/keycloakawsmfa/admin/page");

    @Test
    void putsEveryLibraryOfThePageIntoTheSbom() throws IOException {
        List<String> components = new ArrayList<>();
        String list = Files.readString(Path.of("src/release/components.json")).strip();
        for (JsonNode component : new ObjectMapper().readTree("[" + list.substring(0, list.length() - 1) + "]")) {
            String name = component.path("name").asText() + "@"
                    + component.path("version").asText();
            components.add(name);
            assertThat(component.path("purl").asText()).isEqualTo("pkg:npm/" + name);
            assertThat(component.path("bom-ref").asText()).isEqualTo("pkg:npm/" + name);
        }

        assertThat(list).endsWith(",");
        assertThat(components).containsExactlyInAnyOrderElementsOf(libraries("@"));
    }

    @Test
    void putsEveryLibraryOfThePageIntoTheLicences() throws IOException {
        String licences = Files.readString(Path.of("src/release/licenses.ftl")).toLowerCase(Locale.ROOT);

        assertThat(libraries(" ")).allMatch(licences::contains);
    }

    /** Each with its licence beside it, which is in the JAR, too. */
    private static List<String> libraries(String separator) throws IOException {
        try (Stream<Path> entries = Files.list(PAGE)) {
            List<Path> folders = entries.filter(Files::isDirectory).toList();
            assertThat(folders).isNotEmpty().allSatisfy(folder -> {
                try (Stream<Path> files = Files.list(folder)) {
                    assertThat(files.map(file -> file.getFileName().toString()))
                            .anyMatch(name -> name.startsWith("LICENSE"));
                }
            });
            return folders.stream()
                    .map(folder -> folder.getFileName().toString())
                    .map(name -> name.replaceFirst("-(?=\\d)", separator))
                    .toList();
        }
    }
}
