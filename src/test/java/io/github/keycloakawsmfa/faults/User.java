package io.github.keycloakawsmfa.faults;

import io.github.keycloakawsmfa.faults.SignIn.Outcome;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Somebody with a device, at a new browser each time. Only one thread at a time has them. */
final class User {

    private static final String CODE = "#kc-otp-login-form";
    private static final String BUSY = "That did not work just now.";

    /** Of so many who were accepted, one sees what the same code does at another browser. */
    private static final int REPLAYED = 10;

    private final Person person;
    private final Map<String, Integer> accepted = new HashMap<>();
    private String lastCode = "";
    private int count;

    User(Person person) {
        this.person = person;
    }

    Person person() {
        return person;
    }

    boolean hasNewCode() {
        return !person.code().equals(lastCode);
    }

    /** How often a code that was taken already was taken again. */
    int acceptedTwice() {
        return accepted.values().stream().mapToInt(times -> times - 1).sum();
    }

    SignIn signIn() {
        Instant began = Instant.now();
        Outcome outcome;
        try {
            outcome = outcome(person.elsewhere(), null);
        } catch (UncheckedIOException e) {
            outcome = e.getCause() instanceof HttpTimeoutException ? Outcome.HUNG : Outcome.FAILED;
        }
        SignIn signIn = new SignIn(outcome, began, Duration.between(began, Instant.now()));
        if (outcome == Outcome.ACCEPTED && count++ % REPLAYED == 0) {
            replay();
        }
        return signIn;
    }

    private void replay() {
        try {
            outcome(person.elsewhere(), lastCode);
        } catch (UncheckedIOException e) {
            // No answer: it was not accepted.
        }
    }

    /** @param again the code, or null for the one of now */
    private Outcome outcome(Person there, String again) {
        Page page = there.open();
        if (page.has("#kc-form-login")) {
            page = there.password(page);
        }
        if (!page.has(CODE)) {
            return Outcome.FAILED;
        }
        lastCode = again == null ? there.code() : again;
        page = there.code(page, lastCode);
        if (Person.atAws(page)) {
            accepted.merge(lastCode, 1, Integer::sum);
            return Outcome.ACCEPTED;
        }
        if (page.html().text().contains(BUSY)) {
            return Outcome.BUSY;
        }
        return page.has("#input-error-otp-code") ? Outcome.REFUSED : Outcome.FAILED;
    }
}
