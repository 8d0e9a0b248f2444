package io.github.keycloakawsmfa.faults;

import java.time.Duration;
import java.time.Instant;

/** One try to sign in, as its user saw it. */
record SignIn(Outcome outcome, Instant began, Duration took) {

    enum Outcome {
        /** AWS's response was in the last page. */
        ACCEPTED,
        /** Told that it did not work just now, and asked to try again. */
        BUSY,
        /** The code was not taken. */
        REFUSED,
        /** An error page, or no answer. */
        FAILED,
        /** No answer as long as a {@link io.github.keycloakawsmfa.fixture.Browser} waits. */
        HUNG
    }

    boolean is(Outcome other) {
        return outcome == other;
    }

    Instant ended() {
        return began.plus(took);
    }
}
