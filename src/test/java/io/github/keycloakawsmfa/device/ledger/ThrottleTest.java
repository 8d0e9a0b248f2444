package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S12: being held back is mailed once a day at most, once a week while it goes on")
class ThrottleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private Attempts attempts = Attempts.NONE;

    @Test
    void fromTheFifthOn() {
        assertThat(mailsOf(4, Duration.ofSeconds(1), NOW)).isEmpty();
        assertThat(mailsOf(1, Duration.ofSeconds(1), NOW.plusSeconds(5))).hasSize(1);
    }

    @Test
    void onceAWeekWhileItGoesOn() {
        List<Instant> mails = mailsOf(4 * 24 * 30, Duration.ofMinutes(15), NOW);
        assertThat(mails).hasSizeBetween(4, 6);
        for (int i = 1; i < mails.size(); i++) {
            assertThat(Duration.between(mails.get(i - 1), mails.get(i))).isGreaterThanOrEqualTo(Duration.ofDays(1));
        }
    }

    @Test
    void oneADayIfItComesBack() {
        assertThat(mailsOf(6, Duration.ofMinutes(15), NOW)).hasSize(1);
        assertThat(mailsOf(6, Duration.ofMinutes(15), NOW.plus(Duration.ofHours(12))))
                .isEmpty();
        assertThat(mailsOf(6, Duration.ofMinutes(15), NOW.plus(Duration.ofHours(60))))
                .hasSize(1);
    }

    /** @return when a mail was due */
    private List<Instant> mailsOf(int wrongCodes, Duration apart, Instant from) {
        List<Instant> mails = new ArrayList<>();
        Instant at = from;
        for (int i = 0; i < wrongCodes; i++) {
            Attempts after = Throttle.afterWrong(attempts, WrongCode.at(at, null), at);
            if (Throttle.isMailDue(attempts, after, at)) {
                mails.add(at);
                after = after.mailed(at);
            }
            attempts = after;
            at = at.plus(apart);
        }
        return mails;
    }
}
