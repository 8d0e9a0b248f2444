package io.github.keycloakawsmfa.faults;

import io.github.keycloakawsmfa.faults.SignIn.Outcome;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Users who sign in at AWS, so many at a time: whenever one is done, the next comes. */
final class Load {

    private static final Duration STEP = Duration.ofSeconds(30);
    /** Before somebody tries again. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final TestRealm realm;
    private final List<User> users;
    private final int atOnce;

    Load(TestRealm realm, List<Person> users, int atOnce) {
        this.realm = realm;
        this.users = users.stream().map(User::new).toList();
        this.atOnce = atOnce;
    }

    /** What fails, and is set right before it returns. */
    interface Fault {

        void strike() throws Exception;
    }

    /** One round with a fault: when it began and was set right, and each try. */
    record Struck(Instant from, Instant to, List<SignIn> signIns) {}

    List<User> users() {
        return users;
    }

    /** Everybody signs in, with a code that was never used. */
    List<SignIn> round() throws Exception {
        return during(() -> {}).signIns();
    }

    /**
     * The same; once a third of them have come, the fault strikes. While it lasts, users who get no answer, or are asked to try again,
     * do so with the same code, and users whose phone shows a new code come again.
     */
    Struck during(Fault fault) throws Exception {
        realm.clock().advance(STEP);
        realm.clock().toNextStep();
        Round round = new Round();
        List<Callable<Void>> calls = new ArrayList<>();
        calls.add(() -> round.strike(fault));
        for (int worker = 0; worker < atOnce; worker++) {
            List<User> theirs = IntStream.iterate(worker, i -> i < users.size(), i -> i + atOnce)
                    .mapToObj(users::get)
                    .toList();
            calls.add(() -> round.signIn(theirs));
        }
        AtOnce.all(calls);
        return new Struck(round.from, round.to, List.copyOf(round.done));
    }

    private final class Round {

        private final ConcurrentLinkedQueue<SignIn> done = new ConcurrentLinkedQueue<>();
        private final CountDownLatch third = new CountDownLatch(users.size() / 3);
        private volatile Instant from;
        private volatile Instant to;

        private Void strike(Fault fault) throws Exception {
            third.await();
            from = Instant.now();
            try {
                fault.strike();
            } finally {
                to = Instant.now();
            }
            return null;
        }

        private Void signIn(List<User> theirs) {
            theirs.forEach(this::signIn);
            while (to == null) {
                theirs.stream()
                        .filter(User::hasNewCode)
                        .findFirst()
                        .ifPresentOrElse(this::signIn, () -> LockSupport.parkNanos(PAUSE.toNanos()));
            }
            return null;
        }

        private void signIn(User user) {
            SignIn signIn = tried(user);
            while (to == null && !signIn.is(Outcome.ACCEPTED) && !signIn.is(Outcome.REFUSED)) {
                LockSupport.parkNanos(PAUSE.toNanos());
                signIn = tried(user);
            }
        }

        private SignIn tried(User user) {
            SignIn signIn = user.signIn();
            done.add(signIn);
            third.countDown();
            return signIn;
        }
    }
}
