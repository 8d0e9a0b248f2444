package io.github.keycloakawsmfa.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How wrong codes slow a user down: free up to five, then a wait of 30 s that doubles up to 15 minutes. From the
 * twentieth in 24 hours on a single code no longer counts, and a pair may be tried every 30 s: nobody guesses a pair, and
 * nobody who knows the password locks the owner out. A right code ends the wait, only time ages the count, so a guesser
 * gains nothing from the owner's own sign-ins.
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

    /** Whether a single code does not count, but two consecutive ones do. */
    static boolean needsPair(LedgerState state, Instant now) {
        return recent(state, now).size() >= REMEMBERED;
    }

    /** Whether the user is held back from now on, or in a new way: worth a mail, which not every wrong code is. */
    static boolean startsHolding(LedgerState before, LedgerState after, Instant now) {
        int countBefore = recent(before, now).size();
        int countAfter = recent(after, now).size();
        return (countBefore < FREE && countAfter >= FREE) || (countBefore < REMEMBERED && countAfter >= REMEMBERED);
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
        if (wrongCodes >= REMEMBERED) {
            return FIRST_WAIT;
        }
        int doublings = Math.min(wrongCodes - FREE, 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static List<Long> recent(LedgerState state, Instant now) {
        long oldest = now.minus(MEMORY).toEpochMilli();
        return state.wrongCodes().stream().filter(at -> at > oldest).toList();
    }
}
