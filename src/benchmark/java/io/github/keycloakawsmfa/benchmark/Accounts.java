package io.github.keycloakawsmfa.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The users of one kind, who sign in in turn. */
final class Accounts {

    private final List<Account> all;
    private int next;

    Accounts(List<Account> all) {
        this.all = List.copyOf(all);
    }

    /** The next so many, once each of them has a code that was not used: at most half a minute later. */
    List<Account> take(int count) {
        if (count > all.size()) {
            throw new IllegalArgumentException(
                    "Of " + all.size() + " users nobody signs in twice in a block of " + count);
        }
        List<Account> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(all.get((next + i) % all.size()));
        }
        next = (next + count) % all.size();
        taken.forEach(Accounts::awaitCode);
        return taken;
    }

    private static void awaitCode(Account account) {
        for (Instant now = Instant.now(); !account.isReady(now); now = Instant.now()) {
            LockSupport.parkNanos(Duration.between(now, Account.nextStep(now)).toNanos());
        }
    }
}
