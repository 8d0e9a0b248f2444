package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How wrong codes slow a user down (rule S3): up to five in 24 hours are free, then there is a wait of 30 s that
 * doubles up to 15 minutes. From the twentieth in 90 days on a single code no longer counts, and two consecutive ones
 * may be tried every 30 s. Three consecutive codes bypass all of this: nobody guesses 18 digits, so nobody who keeps
 * the wait filled locks the owner out.
 *
 * <p>Success changes nothing, so a guesser gains nothing from the owner's own sign-ins; only a few typing mistakes of
 * the very sign-in that passes are forgiven.
 */
final class Throttle {

    /** How long a wrong code counts for the wait. */
    static final Duration WAIT_MEMORY = Duration.ofHours(24);

    /** How long a wrong code counts when deciding whether one code is enough. */
    static final Duration MEMORY = Duration.ofDays(90);

    static final int FREE = 5;
    static final int REMEMBERED = 20;

    /** How often a pair may be tried. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(30);

    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** Typing mistakes that one sign-in forgives. */
    static final int PARDONS_AT_ONCE = 4;

    /** Typing mistakes that are forgiven within {@link #MEMORY}. */
    static final int PARDONS = 20;

    private static final Duration SIGN_IN = Duration.ofMinutes(10);
    private static final Duration MAIL_DAY = Duration.ofDays(1);
    private static final Duration MAIL_WEEK = Duration.ofDays(7);

    private Throttle() {}

    /** @return how long one code or two are not checked, zero for no wait */
    static Duration waiting(Attempts attempts, Instant now) {
        Duration left = Duration.between(now, attempts.waitUntil());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether a single code does not count, but two consecutive ones do. */
    static boolean needsPair(Attempts attempts, Instant now) {
        return count(attempts, now.minus(MEMORY)) >= REMEMBERED;
    }

    static Attempts afterWrong(Attempts attempts, WrongCode code, Instant now) {
        Instant oldest = now.minus(MEMORY);
        List<WrongCode> wrong = new ArrayList<>(attempts.wrong());
        wrong.removeIf(old -> !old.at().isAfter(oldest));
        wrong.add(code);
        int count = wrong.size();
        Attempts next = attempts.withWrong(wrong.subList(Math.max(0, count - REMEMBERED), count));
        Duration wait = waitAfter(next, now);
        return wait.isZero() ? next : next.waitingUntil(now.plus(wait));
    }

    private static Duration waitAfter(Attempts attempts, Instant now) {
        if (needsPair(attempts, now)) {
            return FIRST_WAIT;
        }
        int lately = count(attempts, now.minus(WAIT_MEMORY));
        if (lately < FREE) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(lately - FREE, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Forgives the latest wrong codes that the code page took in the sign-in that passes now. */
    static Attempts afterPass(Attempts attempts, SignIn signIn, Instant now) {
        List<Long> pardons = new ArrayList<>(attempts.pardonedAtEpochSecond());
        pardons.removeIf(at -> at <= now.minus(MEMORY).getEpochSecond());
        int left = Math.min(PARDONS_AT_ONCE, PARDONS - pardons.size());
        List<WrongCode> kept = new ArrayList<>(attempts.wrong());
        for (int i = kept.size() - 1; i >= 0 && left > 0; i--) {
            WrongCode code = kept.get(i);
            if (code.tab() == signIn.tab() && code.at().isAfter(now.minus(SIGN_IN))) {
                kept.remove(i);
                pardons.add(now.getEpochSecond());
                left--;
            }
        }
        return new Attempts(kept, attempts.waitUntilEpochMilli(), pardons, attempts.mailedAtEpochSecond());
    }

    /** Whether the user is held back from now on, or in a new way. */
    static boolean startsHolding(Attempts before, Attempts after, Instant now) {
        Instant day = now.minus(WAIT_MEMORY);
        return (count(before, day) < FREE && count(after, day) >= FREE)
                || (!needsPair(before, now) && needsPair(after, now));
    }

    /** Whether it is worth a mail: at most one a day, and one a week while it goes on. */
    static boolean isMailDue(Attempts before, Attempts after, Instant now) {
        if (waiting(after, now).isZero()) {
            return false;
        }
        Duration silence = Duration.between(Instant.ofEpochSecond(before.mailedAtEpochSecond()), now);
        boolean fromNowOnPairs = !needsPair(before, now) && needsPair(after, now);
        return silence.compareTo(MAIL_WEEK) >= 0
                || (silence.compareTo(MAIL_DAY) >= 0 && (fromNowOnPairs || beganAfterMail(before, now)));
    }

    /** Whether there was a day without a wrong code since the last mail: then it began again, and does not go on. */
    private static boolean beganAfterMail(Attempts before, Instant now) {
        Instant mailed = Instant.ofEpochSecond(before.mailedAtEpochSecond());
        List<WrongCode> wrong = before.wrong();
        Instant begin = now;
        for (int i = wrong.size() - 1; i >= 0; i--) {
            Instant at = wrong.get(i).at();
            if (!at.plus(MAIL_DAY).isAfter(begin)) {
                return begin.isAfter(mailed);
            }
            begin = at;
        }
        // If the list is full, its beginning is not known.
        return wrong.size() < REMEMBERED && begin.isAfter(mailed);
    }

    /** How many wrong codes are newer. */
    private static int count(Attempts attempts, Instant oldest) {
        int count = 0;
        for (WrongCode code : attempts.wrong()) {
            count += code.at().isAfter(oldest) ? 1 : 0;
        }
        return count;
    }
}
