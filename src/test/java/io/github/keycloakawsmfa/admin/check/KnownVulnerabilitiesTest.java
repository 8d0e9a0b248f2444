package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.admin.check.KnownVulnerabilities.Condition;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownVulnerabilitiesTest {

    private static final String HOLE =
            "{'cve': 'CVE-2026-1234', 'where': 'always', 'fixedIn': ['26.4.9', '26.8.0'], 'sentence': 'it leaks', 'source': 'news'}";
    private static final String FILE = "{'asOf': '2026-11-28', 'recommended': ['26.8.2'], 'holes': [" + HOLE + "]}";

    @Test
    void theFileIsRead() {
        KnownVulnerabilities holes = parse(FILE);

        assertThat(holes.recommended()).containsExactly(new KeycloakVersion(26, 8, 2));
        assertThat(holes.holes()).singleElement().satisfies(hole -> {
            assertThat(hole.condition()).isEqualTo(Condition.ALWAYS);
            assertThat(hole.fixedIn()).hasSize(2);
            assertThat(hole.sentence()).isEqualTo("it leaks");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'asOf'                | 'as'",
                "'2026-11-28'          | 'yesterday'",
                "['26.8.2']            | []",
                "['26.8.2']            | null",
                "'CVE-2026-1234'       | '1234'",
                "'CVE-2026-1234'       | null",
                "'always'              | 'often'",
                "'26.4.9'              | '26.4'",
                "'26.4.9'              | '26.4.9.redhat-00001'",
                "'26.4.9'              | '26.8.3'",
                "['26.4.9', '26.8.0']  | []",
                "'it leaks'            | 'it leaks.'",
                "'it leaks'            | ''",
                "'source'              | 'sauce'",
                "'source': 'news'      | 'source': 'news', 'note': 'x'",
                "'source': 'news'      | 'source': 'news', 'source': 'more'",
                "'source': 'news'      | 'source': 'news', 'advice': 'wait'",
                "}]}                   | }]} {}",
            })
    void whatIsNotMeantSoIsRefused(String right, String wrong) {
        assertThat(FILE).contains(right);
        assertThatThrownBy(() -> parse(FILE.replace(right, wrong))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aHoleThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> parse(FILE.replace(HOLE, HOLE + "," + HOLE))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theReadmeRecommendsWhatTheFileDoes() throws Exception {
        String readme = Files.readString(Path.of(System.getProperty("basedir", ""), "README.md"));

        KnownVulnerabilities holes = KnownVulnerabilities.shipped();
        assertThat(readme)
                .contains("**" + holes.recommended().get(0) + " is recommended**, else "
                        + holes.recommended().get(1));
        assertThat(holes.holes()).hasSizeGreaterThan(5);
    }

    private static KnownVulnerabilities parse(String json) {
        return KnownVulnerabilities.parse(
                new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
