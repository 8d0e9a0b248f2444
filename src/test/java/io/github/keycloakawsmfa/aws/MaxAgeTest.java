package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a max age says is read in one place: what the gate makes of it, and what the check says of it. */
class MaxAgeTest {

    private static final Duration ABSENT = Duration.ofHours(7);

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "null",
            value = {
                "null,PT7H",
                "'',PT7H",
                "'  ',PT7H",
                "PT12H,PT12H",
                "' PT12H ',PT12H",
                "'\tPT12H\n',PT12H",
                "pt12h,PT12H",
                "P1D,PT24H",
                "PT24H1S,PT24H1S",
                "P400D,PT9600H",
                "PT10S,PT10S",
                "PT90.5S,PT1M30.5S",
                "PT9.999S,none",
                "PT0.5S,none",
                "PT0S,none",
                "-PT12H,none",
                "PT-12H,none",
                "12h,none",
                "PT12,none",
                "43200,none",
                "P1Y,none",
                "PT,none",
                "PT１２H,none",
                "PT99999999999999999H,none",
                "for ever,none"
            })
    @DisplayName("What counts as no age at the gate is what the check calls useless")
    void gateAndCheckAgree(String text, String counts) {
        Duration atTheGate = MaxAge.parse(text, ABSENT);

        assertThat(atTheGate).isEqualTo(counts.equals("none") ? Duration.ZERO : Duration.parse(counts));
        assertThat(MaxAge.isUsable(text)).isEqualTo(!atTheGate.isZero());
        assertThat(MaxAge.isCapped(text))
                .isEqualTo(!counts.equals("none") && Duration.parse(counts).compareTo(Duration.ofHours(24)) > 0);
    }
}
