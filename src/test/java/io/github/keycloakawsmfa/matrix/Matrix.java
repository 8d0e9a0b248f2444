package io.github.keycloakawsmfa.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Runs the integration tests on each entry, and writes what it found into {@code docs/compatibility.md}, row by row. */
public final class Matrix {

    private Matrix() {}

    /**
     * @param args the entries, then arguments for Maven
     * @throws IllegalArgumentException if an entry cannot be read, or if its Java is not on this machine
     * @throws IllegalStateException if not all tests passed
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        // All at first: each takes half an hour.
        List<MatrixRun> runs = Entry.list(args[0]).stream()
                .map(entry -> MatrixRun.of(entry, System.getenv()))
                .toList();
        List<String> forMaven = List.of(args).subList(1, args.length);
        CompatibilityPage page = new CompatibilityPage(Path.of("docs/compatibility.md"));
        boolean passed = true;
        for (MatrixRun run : runs) {
            System.out.printf(
                    "[matrix] %s (%d of %d), its log is %s%n",
                    run.entry(), runs.indexOf(run) + 1, runs.size(), run.log());
            Outcome outcome = run.start(forMaven);
            System.out.println("[matrix] " + outcome);
            page.write(outcome, LocalDate.now(ZoneOffset.UTC));
            passed &= outcome.failed().isEmpty();
        }
        if (!passed) {
            throw new IllegalStateException("Not all tests passed: see docs/compatibility.md and target/matrix");
        }
    }
}
