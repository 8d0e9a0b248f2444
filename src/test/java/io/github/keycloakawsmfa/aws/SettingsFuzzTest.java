package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.aws.model.SessionDuration;
import io.github.keycloakawsmfa.aws.model.SessionTag;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What administrators write into the attributes of clients, roles, groups and mappers, past set-up. */
class SettingsFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** Each value that cannot be read is an error in the log. */
    private static final Logger QUIET = Logger.getLogger(SettingsFuzzTest.class.getPackageName());

    static {
        QUIET.setLevel(Level.OFF);
    }

    @FuzzTest
    void isReadOrCountsAsTheSafeChoice(byte[] bytes) {
        String text = FuzzedText.of(bytes);

        Duration age = MaxAge.parse(text, MaxAge.DEFAULT);
        assertThat(age).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(age.isZero()).isEqualTo(!MaxAge.isUsable(text));
        MaxAge.isCapped(text);
        MaxAge.read(text)
                .ifPresent(read -> assertThat(MaxAge.read(read.toString())).contains(read));

        RequiredFrom.read(text).ifPresent(date -> {
            assertThat(RequiredFrom.of(text)).contains(date);
            assertThat(RequiredFrom.read(date.toString())).contains(date);
        });
        assertThat(RequiredFrom.of(text).isEmpty()).isEqualTo(text.isBlank());
        assertThat(Duration.between(RequiredFrom.of(text).orElse(NOW), NOW)).isNotNull();

        NameSource.of(text)
                .ifPresent(source -> assertThat(NameSource.of(source.text())).contains(source));
        AwsClientSettings.isGuarded(text);
        AwsClientSettings.partition(text)
                .ifPresent(read -> assertThat(text.strip()).isEqualTo(read.id()));
        AwsClientSettings.preset(text)
                .ifPresent(read -> assertThat(text.strip()).isEqualTo(read.id()));
        AwsClientSettings.provider(text).ifPresent(read -> assertThat(read).matches("[\\w.-]{1,128}"));
        assertThat(GateMode.of(text) == GateMode.ENFORCE || GateMode.read(text).isPresent())
                .isTrue();
        Reminders.read(text);
        SessionDuration.seconds(text)
                .ifPresent(read -> assertThat(SessionDuration.nearestTo(read).attributeValue())
                        .matches("[0-9]{3,5}"));

        for (String attribute : List.of(SessionTags.MFA, SessionTags.USERS, SessionTags.TRANSITIVE)) {
            SessionTags.entries(text).forEach(entry -> {
                assertThat(entry).isNotBlank().doesNotContain(",");
                SessionTags.isReadable(attribute, entry);
            });
        }
        if (SessionTag.isUserKey(text)) {
            assertThat(SessionTag.isKey(text)).isTrue();
            assertThat(SessionTags.isReadable(SessionTags.USERS, text + "=department"))
                    .isTrue();
        }
    }
}
