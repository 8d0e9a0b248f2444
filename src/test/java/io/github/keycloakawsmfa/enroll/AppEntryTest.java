package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The app's entry")
class AppEntryTest {

    private static final Instant NOW = Instant.parse("2026-11-29T23:59:59Z");

    @Test
    void saysWhoseItIsAndOfWhichDay() {
        assertThat(new AppEntry("alice", null, NOW, "KTRWQB").account()).isEqualTo("alice (MFA 2026-11-29 KTRWQB)");
        assertThat(new AppEntry("alice", "Work phone", NOW, "KTRWQB").account())
                .isEqualTo("alice (Work phone 2026-11-29 KTRWQB)");
    }

    @Test
    void isCutAtTheNamesAndNeverAtTheMark() {
        String account = new AppEntry("山".repeat(100), "😀".repeat(64), NOW, "KTRWQB").account();
        assertThat(account).isEqualTo("山".repeat(63) + "… (" + "😀".repeat(23) + "… 2026-11-29 KTRWQB)");
        assertThat(account.codePointCount(0, account.length())).isEqualTo(109);
    }

    @Test
    void isOneOfItsOwnForEachSecret() {
        Set<String> marks = IntStream.range(0, 200)
                .mapToObj(i -> PendingDevice.create(NOW).mark())
                .collect(Collectors.toSet());
        assertThat(marks).hasSizeGreaterThan(198).allMatch(mark -> mark.matches("[BCDFGHJKLMNPQRSTVWXZ]{6}"));
    }

    @Test
    void hasTheDigitsOfEveryApp() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new AppEntry("alice", null, NOW, AppEntry.newMark(new SecureRandom())).account())
                    .matches("alice \\(MFA 2026-11-29 [B-Z]{6}\\)");
        } finally {
            Locale.setDefault(before);
        }
    }
}
