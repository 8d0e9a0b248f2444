package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDurationTest {

    @ParameterizedTest
    @CsvSource({
        "PT-1S, 900",
        "PT0S, 900",
        "PT14M59.999S, 900",
        "PT15M, 900",
        "PT1H0.5S, 3600",
        "PT12H, 43200",
        "PT12H0.001S, 43200",
        "PT1000000H, 43200"
    })
    void theNearestThatAwsTakes(Duration wanted, String seconds) {
        assertThat(SessionDuration.nearestTo(wanted).attributeValue()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT899S", "PT43201S", "PT1H0.5S"})
    void theRecordHoldsNothingElse(Duration value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionDuration(value))
                .withMessage("An AWS session lasts 900 to 43200 whole seconds, not " + value);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "null",
            value = {
                "3600,3600",
                " 3600 ,3600",
                "0,0",
                "999999999,999999999",
                "null,none",
                "'',none",
                " ,none",
                "-5,none",
                "+5,none",
                "1h,none",
                "3600.0,none",
                "٣٦٠٠,none",
                "9999999999,none"
            })
    void whatATextSays(String text, String seconds) {
        assertThat(SessionDuration.seconds(text)
                        .map(said -> Long.toString(said.toSeconds()))
                        .orElse("none"))
                .isEqualTo(seconds);
    }

    @Test
    void isWrittenInAsciiDigitsEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-Deva"));
        try {
            assertThat(new SessionDuration(Duration.ofHours(8)).attributeValue())
                    .isEqualTo("28800");
        } finally {
            Locale.setDefault(before);
        }
    }
}
