package io.github.keycloakawsmfa.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Users who come when they come, whether or not those before them are done: who waits for a server that is behind is
 * counted from when they came.
 */
final class OpenLoop {

    private final Kind kind;
    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    private final AtomicInteger errors = new AtomicInteger();

    OpenLoop(Kind kind) {
        this.kind = kind;
    }

    /** Returns when all of them are done. */
    void run(List<Duration> arrivals) throws InterruptedException {
        List<Account> accounts = kind.accounts().take(arrivals.size());
        ExecutorService users = Executors.newCachedThreadPool();
        long start = System.nanoTime();
        for (int i = 0; i < arrivals.size(); i++) {
            Account account = accounts.get(i);
            long due = start + arrivals.get(i).toNanos();
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            users.execute(() -> signIn(account, due));
        }
        users.shutdown();
        if (!users.awaitTermination(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(
                    "Sign-ins do not end: " + users.shutdownNow().size() + " wait");
        }
    }

    private void signIn(Account account, long due) {
        try {
            kind.signIn(account);
        } catch (RuntimeException e) {
            errors.incrementAndGet();
            System.out.println("[benchmark] " + e);
        }
        millis.add((System.nanoTime() - due) / 1e6);
    }

    Spread millis() {
        return new Spread(new ArrayList<>(millis));
    }

    int errors() {
        return errors.get();
    }
}
