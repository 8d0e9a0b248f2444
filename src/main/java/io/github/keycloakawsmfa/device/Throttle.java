package io.github.keycloakawsmfa.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How wrong codes slow a user down: free up to five, then a wait of 30 s that doubles up to 15 minutes. A right code
 * ends the wait, only time ages the count, so a guesser gains nothing from the owner's own sign-ins.
 */
final class Throttle {

    static final Duration MEMORY = Duration.ofHours(24);
    static final int REMEMBERED = 20;
    private static final int FREE = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private Throttle() {}

    /** @return how long no code is looked at, zero for not at all */
    static Duration waiting(LedgerState state, Instant now) {
        Duration left = Duration.between(now, state.waitUntil());
        return left.isNegative() ? Duration.ZERO : left;
    }

    static LedgerState afterWrongCode(LedgerState state, Instant now) {
        List<Long> wrong = new ArrayList<>(recent(state, now));
        wrong.add(now.toEpochMilli());
        int count = wrong.size();
        Instant waitUntil = count < FREE ? Instant.EPOCH : now.plus(wait(count));
        return state.withThrottle(wrong.subList(Math.max(0, count - REMEMBERED), count), waitUntil);
    }

    static LedgerState afterRightCode(LedgerState state, Instant now) {
        return state.withThrottle(recent(state, now), Instant.EPOCH);
    }

    private static Duration wait(int wrongCodes) {
        int doublings = Math.min(wrongCodes - FREE, 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static List<Long> recent(LedgerState state, Instant now) {
        long oldest = now.minus(MEMORY).toEpochMilli();
        return state.wrongCodes().stream().filter(at -> at > oldest).toList();
    }
}
