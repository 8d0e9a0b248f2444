package io.github.keycloakawsmfa.device.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Wrong codes of one user, or wrong tickets, and their consequences.
 *
 * @param wrong oldest first, at most {@link Throttle#REMEMBERED}
 * @param waitUntilEpochMilli one code or two are not checked before this; 0 for no wait
 * @param pardonedAtEpochSecond when typing mistakes were forgiven, oldest first
 * @param mailedAtEpochSecond when the user was last mailed that they are held back, or 0
 */
record Attempts(
        List<WrongCode> wrong, long waitUntilEpochMilli, List<Long> pardonedAtEpochSecond, long mailedAtEpochSecond) {

    static final Attempts NONE = new Attempts(List.of(), 0, List.of(), 0);

    Attempts {
        wrong = List.copyOf(wrong);
        pardonedAtEpochSecond = List.copyOf(pardonedAtEpochSecond);
    }

    Instant waitUntil() {
        return Instant.ofEpochMilli(waitUntilEpochMilli);
    }

    /** Without wrong codes and without a wait; what was forgiven and mailed is kept. */
    Attempts cleared() {
        return new Attempts(List.of(), 0, pardonedAtEpochSecond, mailedAtEpochSecond);
    }

    /** @param newWrong replaces the present ones */
    Attempts withWrong(List<WrongCode> newWrong) {
        return new Attempts(newWrong, waitUntilEpochMilli, pardonedAtEpochSecond, mailedAtEpochSecond);
    }

    Attempts waitingUntil(Instant until) {
        return new Attempts(wrong, until.toEpochMilli(), pardonedAtEpochSecond, mailedAtEpochSecond);
    }

    Attempts mailed(Instant now) {
        return new Attempts(wrong, waitUntilEpochMilli, pardonedAtEpochSecond, now.getEpochSecond());
    }

    /**
     * One wrong code.
     *
     * @param tab the sign-in that the code page took it in ({@link SignIn#tab}), or {@link #ELSEWHERE}
     */
    record WrongCode(long atEpochSecond, int tab) {

        /** Typed for a change of devices, a call or as a ticket: never forgiven as a typing mistake. */
        static final int ELSEWHERE = 0;

        /** @param signIn null for {@link #ELSEWHERE} */
        static WrongCode at(Instant now, SignIn signIn) {
            return new WrongCode(now.getEpochSecond(), signIn == null ? ELSEWHERE : signIn.tab());
        }

        Instant at() {
            return Instant.ofEpochSecond(atEpochSecond);
        }
    }
}
