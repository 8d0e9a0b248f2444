package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.totp.TotpParameters;

/** How far a device's clock is off, in an administrator's words. */
final class ClockWords {

    private static final long STEP_SECONDS =
            TotpParameters.AUTHENTICATOR_APP.period().toSeconds();
    private static final long IN_SECONDS = 90;

    private ClockWords() {}

    /** @param driftSteps device clock minus server clock, in steps of 30 seconds */
    static String of(long driftSteps) {
        long seconds = Math.abs(seconds(driftSteps));
        if (seconds == 0) {
            return "on time";
        }
        String span = seconds <= IN_SECONDS ? seconds + " seconds" : minutes(seconds);
        return "about " + span + (driftSteps < 0 ? " slow" : " fast");
    }

    static long seconds(long driftSteps) {
        return driftSteps * STEP_SECONDS;
    }

    private static String minutes(long seconds) {
        return seconds / 60 + (seconds % 60 == 0 ? "" : ".5") + " minutes";
    }
}
