package io.github.keycloakawsmfa.faults;

import io.github.keycloakawsmfa.benchmark.ResultsPage;
import io.github.keycloakawsmfa.benchmark.Target;
import io.github.keycloakawsmfa.faults.Load.Struck;
import io.github.keycloakawsmfa.faults.SignIn.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of the sign-ins, a row for each fault; a section of {@code docs/benchmarks.md}. */
final class FaultsTable {

    private static final String SECTION = "faults";
    private static final String COMMAND = "./mvnw -Pstress verify";
    private static final String HEAD = """
            | what fails | tries | accepted | told to try again | code refused | error page or no answer | longest, s | fault, s | first accepted after it, s | not accepted after it |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private final List<String> rows = new ArrayList<>();
    private long hung;

    /** Without a fault that begins and ends. */
    void add(String name, List<SignIn> signIns) {
        rows.add(counts(name, signIns) + "| | | |\n");
    }

    void add(String name, Struck struck) {
        List<SignIn> after = struck.signIns().stream()
                .filter(signIn -> signIn.began().isAfter(struck.to()))
                .toList();
        Optional<Instant> first = struck.signIns().stream()
                .filter(signIn -> signIn.is(Outcome.ACCEPTED))
                .map(SignIn::ended)
                .filter(ended -> ended.isAfter(struck.to()))
                .min(Comparator.naturalOrder());
        rows.add(counts(name, struck.signIns())
                + "| " + seconds(Duration.between(struck.from(), struck.to()))
                + " | "
                + first.map(ended -> seconds(Duration.between(struck.to(), ended)))
                        .orElse("")
                + " | "
                + after.stream().filter(signIn -> !signIn.is(Outcome.ACCEPTED)).count() + " |\n");
    }

    /** Sign-ins without an answer, in all rows. */
    long hung() {
        return hung;
    }

    private String counts(String name, List<SignIn> signIns) {
        hung += count(signIns, Outcome.HUNG);
        Duration longest = signIns.stream()
                .map(SignIn::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return "| " + name + " | " + signIns.size() + " | " + count(signIns, Outcome.ACCEPTED) + " | "
                + count(signIns, Outcome.BUSY) + " | " + count(signIns, Outcome.REFUSED) + " | "
                + (count(signIns, Outcome.FAILED) + count(signIns, Outcome.HUNG)) + " | " + seconds(longest) + " ";
    }

    private static long count(List<SignIn> signIns, Outcome outcome) {
        return signIns.stream().filter(signIn -> signIn.is(outcome)).count();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
    }

    /** @param goals what should be nothing in all of them */
    void write(String about, List<Target> goals) throws IOException {
        String text = Target.table(goals) + "\n" + about + "\n\n" + HEAD + String.join("", rows);
        // Of the weekly run only the log is kept.
        System.out.println(text);
        new ResultsPage(Path.of("docs/benchmarks.md")).write(SECTION, COMMAND, text);
    }
}
