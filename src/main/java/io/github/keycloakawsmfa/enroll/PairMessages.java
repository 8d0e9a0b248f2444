package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.totp.PairOutcome;
import java.time.Duration;
import java.util.Locale;

/** What the wizard says about two codes. It may be plain: the secret is pending, and the user has it on the page. */
final class PairMessages {

    private static final Duration HOUR = Duration.ofHours(1);

    private PairMessages() {}

    /** @throws IllegalArgumentException if the pair matched: then {@link ClockOffsetPolicy} decides */
    static UserMessage of(PairOutcome outcome) {
        if (outcome instanceof PairOutcome.SameCodeTwice) {
            return UserMessage.of("virtualMfaPairSameTwice");
        }
        if (outcome instanceof PairOutcome.Swapped) {
            return UserMessage.of("virtualMfaPairSwapped");
        }
        if (outcome instanceof PairOutcome.Gap) {
            return UserMessage.of("virtualMfaPairGap");
        }
        if (outcome instanceof PairOutcome.OnlyOneKnown) {
            return UserMessage.of("virtualMfaPairOnlyOne");
        }
        if (outcome instanceof PairOutcome.NoneKnown) {
            return UserMessage.of("virtualMfaPairNone");
        }
        if (outcome instanceof PairOutcome.OutsideRange outside) {
            return outside.drift() < 0
                    ? UserMessage.of("virtualMfaPairOutsideSlow", offset(outside.drift()))
                    : UserMessage.of("virtualMfaPairOutsideFast", offset(outside.drift()));
        }
        throw new IllegalArgumentException(
                "No sentence for " + outcome.getClass().getSimpleName());
    }

    /** The outcome's name for the event's detail. */
    static String reason(PairOutcome outcome) {
        String name = outcome.getClass().getSimpleName();
        return "pair" + name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Asks for two new codes: the pair was right, but it was late or the clock is off. */
    static UserMessage typeTwoNew(long drift) {
        return drift < 0
                ? UserMessage.of("virtualMfaPairLate", offset(drift))
                : UserMessage.of("virtualMfaPairEarly", offset(drift));
    }

    /** From an hour on to the nearest five minutes: people know their clock by the time zone, not by the second. */
    private static Duration offset(long drift) {
        Duration exact = PendingDevice.PARAMETERS.period().multipliedBy(Math.abs(drift));
        return exact.compareTo(HOUR) < 0 ? exact : Duration.ofMinutes(Math.round(exact.toSeconds() / 300.0) * 5);
    }
}
