package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.totp.ClockOffset;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;

/** What answers to calls say about a device's clock. */
final class ClockWords {

    private static final Duration IN_SECONDS = Duration.ofSeconds(90);

    private ClockWords() {}

    /** @param drift device clock minus server clock, in steps of 30 seconds */
    static String of(long drift) {
        ClockOffset offset = ClockOffset.of(drift, TotpParameters.AUTHENTICATOR_APP);
        return switch (offset.direction()) {
            case RIGHT -> "on time";
            case SLOW -> "about " + span(offset.amount()) + " slow";
            case FAST -> "about " + span(offset.amount()) + " fast";
        };
    }

    private static String span(Duration amount) {
        long seconds = amount.toSeconds();
        return amount.compareTo(IN_SECONDS) <= 0
                ? seconds + " seconds"
                : seconds / 60 + (seconds % 60 == 0 ? "" : ".5") + " minutes";
    }
}
