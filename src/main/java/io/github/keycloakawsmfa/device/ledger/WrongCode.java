package io.github.keycloakawsmfa.device.ledger;

import java.time.Instant;

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
