package io.github.keycloakawsmfa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The manifests for Kubernetes, and what else names server options,")
class KubernetesManifestsTest {

    private static final Path MANIFESTS = Path.of("docs", "kubernetes");
    private static final Pattern ROW = Pattern.compile("\\| `--(spi-[a-z-]+)` \\| `(KC_[A-Z_]+)` \\|");
    private static final Pattern VARIABLE = Pattern.compile("KC_SPI_[A-Z_]+");

    static Stream<Path> manifests() throws IOException {
        return Files.list(MANIFESTS).sorted();
    }

    static Stream<Path> filesWithVariables() throws IOException {
        return Stream.of(
                        Stream.of(Path.of("docs/kubernetes.md")),
                        Files.list(Path.of("docker"))
                                .filter(file -> file.toString().endsWith(".yaml")))
                .flatMap(files -> files);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void areOfKubernetes(Path manifest) throws IOException {
        assertThat(documents(manifest)).isNotEmpty().allSatisfy(document -> {
            assertThat(document.at("/apiVersion").asText()).isNotEmpty();
            assertThat(document.at("/kind").asText()).isNotEmpty();
            assertThat(document.at("/metadata/name").asText()).isNotEmpty();
        });
        assertThat(Files.readString(Path.of("docs", "kubernetes.md")))
                .contains("(kubernetes/" + manifest.getFileName() + ")");
    }

    @Test
    void nameOptionsThatThereAre() throws IOException {
        List<String> named = new ArrayList<>();
        documents(MANIFESTS.resolve("keycloak.yaml"))
                .get(0)
                .at("/spec/additionalOptions")
                .forEach(option -> named.add(option.get("name").asText()));
        assertThat(named)
                .filteredOn(name -> name.startsWith("spi-"))
                .isNotEmpty()
                .isSubsetOf(options().keySet());
    }

    /** As the operator makes them of an option's name: each character that is no letter and no digit is one underscore. */
    @Test
    void nameVariablesAsTheOperatorDoes() throws IOException {
        assertThat(options())
                .isNotEmpty()
                .allSatisfy((option, variable) -> assertThat(variable)
                        .isEqualTo("KC_" + option.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @MethodSource("filesWithVariables")
    void nameVariablesThatThereAre(Path file) throws IOException {
        assertThat(VARIABLE.matcher(Files.readString(file)).results().map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(options().values());
    }

    /** The table in docs/install.md: variables by options. */
    private static Map<String, String> options() throws IOException {
        Map<String, String> options = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("docs", "install.md")))
                .results()
                .forEach(row -> options.put(row.group(1), row.group(2)));
        return options;
    }

    private static List<JsonNode> documents(Path manifest) throws IOException {
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(manifest.toFile())) {
            return documents.readAll();
        }
    }
}
