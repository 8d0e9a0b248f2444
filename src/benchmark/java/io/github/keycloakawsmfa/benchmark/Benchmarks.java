package io.github.keycloakawsmfa.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures, and writes what it found into {@code docs/benchmarks.md}: a section for each name. */
public final class Benchmarks {

    /** @see #main */
    interface Suite {

        /** @return Markdown: tables, and each goal with whether it was hit */
        String measure() throws IOException, InterruptedException;
    }

    private static final Map<String, Suite> SUITES = new LinkedHashMap<>();

    static {
        SUITES.put("arithmetic", Arithmetic::measure);
        SUITES.put("start-up", StartUp::measure);
        SUITES.put("unguarded", Unguarded::measure);
        SUITES.put("sign-in", SignIns::measure);
        SUITES.put("throughput", Throughput::measure);
        SUITES.put("company", Company::measure);
        SUITES.put("scale", Scale::measure);
        SUITES.put("administration", Administration::measure);
    }

    private Benchmarks() {}

    /** @param args one name, or {@code all} */
    public static void main(String[] args) throws IOException, InterruptedException {
        String asked = String.join(" ", args);
        if (!asked.equals("all") && !SUITES.containsKey(asked)) {
            throw new IllegalArgumentException("-Dbenchmark= takes all, or one of " + SUITES.keySet());
        }
        ResultsPage page = new ResultsPage(Path.of("docs/benchmarks.md"));
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, Suite> suite : SUITES.entrySet()) {
            if (asked.equals("all") || asked.equals(suite.getKey())) {
                try {
                    String results = suite.getValue().measure();
                    System.out.println(results);
                    page.write(
                            suite.getKey(),
                            "./mvnw -Pbenchmark -Dbenchmark=" + suite.getKey() + Option.given(),
                            results);
                } catch (RuntimeException e) {
                    // The others take hours, and need nothing of this one.
                    e.printStackTrace();
                    failed.add(suite.getKey());
                }
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException("Failed: " + failed);
        }
    }
}
