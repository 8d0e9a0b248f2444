package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoleCheckTest {

    @ParameterizedTest
    @CsvSource({
        "26.4.7, 3",
        "26.7.1, 3",
        "26.7.2, 2",
        "26.7.4, 2",
        "26.7.5, 1",
        "26.7.10, 1",
        "26.8.0, 1",
        "26.8.1, 0",
        "26.10.0, 0",
        "27.0.0, 0",
        "9.9.9, 3",
        "26.7.3.redhat-00001, 2",
        "26.8.1-SNAPSHOT, 0"
    })
    void numbersAreComparedAsNumbers(String version, int holes) {
        assertThat(new HoleCheck(version).look()).hasSize(holes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UNKNOWN", "26", "26.7", "26.7.x", "99999999999.0.0", "v26.7.3"})
    void ofWhatCannotBeReadNothingIsKnown(String version) {
        assertThat(new HoleCheck(version).look()).isEmpty();
    }

    @Test
    void theHoleIsNamedWithTheReleaseThatClosesIt() {
        assertThat(new HoleCheck("26.8.0").look()).singleElement().satisfies(finding -> {
            assertThat(finding.where()).isEqualTo("CVE-2026-94218");
            assertThat(finding.fix()).contains("26.8.1");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        });
    }
}
