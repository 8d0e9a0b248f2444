package io.github.keycloakawsmfa.device.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A mail")
class NotificationMailTest {

    private static final Instant AT = Instant.parse("2026-11-29T15:04:05Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Asia/Tokyo      | November 30, 2026 12:04 AM (UTC+09:00)
            ja | Asia/Tokyo      | 2026年11月30日 0:04 (UTC+09:00)
            en | America/Caracas | November 29, 2026 11:04 AM (UTC-04:00)
            en | Asia/Kathmandu  | November 29, 2026 8:49 PM (UTC+05:45)
            de | Europe/Berlin   | 29. November 2026 16:04 (UTC+01:00)
            en | UTC             | November 29, 2026 3:04 PM (UTC)
            """)
    @DisplayName("tells the time in the user's own zone, and which it is")
    void tellsTheTime(String language, String zone, String shown) {
        // Releases of Java join date and time in their own ways.
        assertThat(values(language, Map.of("zoneinfo", zone))
                        .get("time")
                        .toString()
                        .replaceAll("( at| um|,)?\\p{Z}+", " "))
                .isEqualTo(shown.replaceAll("(, | )", " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "Europe/Berlin\n", "<b>", ""})
    @DisplayName("tells it in the server's zone to a user whose own is unknown")
    void tellsTheServersTime(String zone) {
        assertThat(values("en", Map.of("zoneinfo", zone)).get("time"))
                .isEqualTo(values("en", Map.of()).get("time"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Ada    | Lovelace    | Ada Lovelace
            ja | 花子   | 山田        | 山田 花子
            en | ''     | Lovelace    | Lovelace
            en | ''     | ''          | ada
            en | John   | F. Kennedy  | John F. Kennedy
            en | Visit  | evil.test   | ada
            en | Visit  | https://x   | ada
            en | Mail   | me@evil     | ada
            en | 'Ada\nPS:' | all lost | Ada PS: all lost
            """)
    @DisplayName("greets by name, which nobody can make a link of")
    void greets(String language, String first, String last, String shown) {
        assertThat(values(language, Map.of("firstName", first, "lastName", last)))
                .containsEntry("name", shown);
    }

    @Test
    @DisplayName("bounds what other people chose")
    void isBounded() {
        assertThat(MailLine.of("x".repeat(65))).isEqualTo("x".repeat(64) + "…");
        assertThat(MailLine.of(" \u202e" + "𝕏".repeat(65))).isEqualTo("𝕏".repeat(64) + "…");
    }

    private static Map<String, Object> values(String language, Map<String, String> user) {
        Map<String, List<String>> attributes = new HashMap<>(Map.of("username", List.of("ada")));
        user.forEach((name, value) -> attributes.put(name, List.of(value)));
        Map<String, Object> all = new NotificationMail(
                        DeviceMail.ASSIGNED, "id", "phone", AT, null, null, Locale.forLanguageTag(language))
                .attributes(new Recipient("id", attributes), "Demo", Optional.empty(), Map.of());
        Map<String, Object> values = new HashMap<>();
        ((Map<?, ?>) all.get("virtualMfa")).forEach((key, value) -> values.put(key.toString(), value));
        return values;
    }
}
