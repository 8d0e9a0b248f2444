package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A text that a template shows by itself stands in the page's language, whichever it is in. */
@DisplayName("A page's texts")
class MarkedTextsTest {

    private static final Path TEMPLATES = Path.of("themes/templates");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("virtual-mfa-field.ftl"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    @DisplayName("are shown by the macros that mark them, or stand in an attribute beside their language")
    void areMarked(Path page) throws IOException {
        assertThat(Files.readAllLines(page))
                .filteredOn(line -> line.contains("msg("))
                .allSatisfy(line -> assertThat(line).contains("=\"${msg(", "${field.language("));
        assertThat(Files.readString(page))
                .as("opened by the macro that also marks the layout's own message")
                .contains("<@field.page heading=")
                .doesNotContain(
                        "layout.registrationLayout", "${mfaInfo}", "${mfaOffset}", "${mfaNoticeText}", "label=msg(");
    }
}
