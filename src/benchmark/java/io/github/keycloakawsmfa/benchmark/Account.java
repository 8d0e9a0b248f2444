package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.Phone;
import java.time.Instant;

/** A user who signs in over and over: with a phone, each time with a code that was never used. */
final class Account {

    /** Everybody's: what it costs to check one does not depend on it. */
    static final String PASSWORD = "benchmark-password";

    private static final long PERIOD = 30;

    private final String username;
    private final Phone phone;
    private volatile long lastStep;

    /**
     * @param phone null for somebody with a password only
     * @param lastStep the time step whose code has been used
     */
    private Account(String username, Phone phone, long lastStep) {
        this.username = username;
        this.phone = phone;
        this.lastStep = lastStep;
    }

    static Account withPassword(String username) {
        return new Account(username, null, 0);
    }

    /** @param usedAt when the newest code of it that was used was the current one */
    static Account withPhone(String username, Phone phone, Instant usedAt) {
        return new Account(username, phone, step(usedAt));
    }

    String username() {
        return username;
    }

    /** Whether there is a code of now that has not been used. */
    boolean isReady(Instant now) {
        return phone == null || step(now) > lastStep;
    }

    /** The code of now, which counts as used from here on. */
    String spend(Instant now) {
        lastStep = step(now);
        return phone.codeAt(now);
    }

    /** When the next code begins. */
    static Instant nextStep(Instant now) {
        return Instant.ofEpochSecond((step(now) + 1) * PERIOD);
    }

    private static long step(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), PERIOD);
    }
}
