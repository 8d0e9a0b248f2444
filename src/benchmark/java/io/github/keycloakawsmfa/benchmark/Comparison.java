package io.github.keycloakawsmfa.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Benchmarks that do the same in different ways, beside the least that it takes.
 *
 * @param of the class whose methods they are
 * @param parameter the value of its {@code @Param}, or empty
 * @param limit the method that does nothing but what it takes
 */
record Comparison(String title, Class<?> of, String parameter, String limit, List<Goal> goals) {

    String markdown(Rounds rounds) {
        StringBuilder table = new StringBuilder("### " + title + "\n\n"
                + "| | CPU, µs: median (min to max) | times " + words(limit) + " | allocated, bytes |\n"
                + "| --- | --- | --- | --- |\n");
        Stream.of(of.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> method.getName())
                .sorted()
                .forEach(name -> table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %.0f |%n",
                        words(name),
                        rounds.microsecondsOf(key(name)),
                        rounds.ratios(key(name), key(limit)),
                        rounds.bytesOf(key(name)).median())));
        goals.forEach(goal -> table.append("\n").append(verdict(goal, rounds)).append("\n"));
        return table.toString();
    }

    private String verdict(Goal goal, Rounds rounds) {
        double ratio = rounds.ratios(key(goal.benchmark()), key(limit)).median();
        double bytes = rounds.bytesOf(key(goal.benchmark())).median();
        boolean hit = ratio <= goal.ratio() && bytes < goal.bytes();
        String size = Double.isInfinite(goal.bytes())
                ? ""
                : String.format(Locale.ROOT, " and under %.0f bytes", goal.bytes());
        return String.format(
                Locale.ROOT,
                "Goal: *%s* at most %.1f times *%s*%s: **%s**",
                words(goal.benchmark()),
                goal.ratio(),
                words(limit),
                size,
                hit ? "hit" : "missed");
    }

    private String key(String method) {
        return Rounds.key(of.getName() + "." + method, parameter);
    }

    /** {@code macInitialisedPerCheck}: mac initialised per check. */
    private static String words(String name) {
        return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
