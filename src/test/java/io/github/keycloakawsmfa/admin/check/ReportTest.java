package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static Finding finding(FindingId id, String where) {
        return Finding.of(id, where, "It is so.", "Change it.");
    }

    @Test
    void theWorstComesFirst() {
        Report report = Report.of(List.of(
                () -> List.of(finding(FindingId.NOT_SET_UP, "a"), finding(FindingId.FULL_SCOPE, "b")),
                () -> List.of(
                        finding(FindingId.KEY_MISSING, "c"),
                        finding(FindingId.FULL_SCOPE, "a"),
                        finding(FindingId.GATE_MISSING, "d"))));

        assertThat(report.findings())
                .extracting(found -> found.id().wireName() + " " + found.where())
                .containsExactly("gate-missing d", "key-missing c", "full-scope a", "full-scope b", "not-set-up a");
        assertThat(report.summary()).isEqualTo("2 error, 2 warning, 1 info");
        assertThat(report.counts()).containsOnlyKeys("error", "warning", "info");
    }

    @Test
    void aCheckThatFailsHidesNothing() {
        Report report = Report.of(List.of(
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> List.of(finding(FindingId.FULL_SCOPE, "a"))));

        assertThat(report.findings())
                .extracting(Finding::id)
                .containsExactly(FindingId.FULL_SCOPE, FindingId.CHECK_FAILED);
        assertThat(report.findings().toString()).doesNotContain("broken");
    }

    @Test
    void everyIdIsFoundByItsWireName() {
        for (FindingId id : FindingId.values()) {
            assertThat(FindingId.of(id.wireName())).contains(id);
            assertThat(id.wireName()).matches("[a-z]+(-[a-z]+)*");
        }
        assertThat(FindingId.of("GATE_MISSING")).isEmpty();
    }
}
