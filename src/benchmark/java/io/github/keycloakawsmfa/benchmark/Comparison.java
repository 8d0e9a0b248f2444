package io.github.keycloakawsmfa.benchmark;

import java.util.ArrayList;
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
        return table.toString();
    }

    /** By the ratio, and by the bytes where there is a limit. */
    List<Target> targets(Rounds rounds) {
        List<Target> targets = new ArrayList<>();
        for (Goal goal : goals) {
            String key = key(goal.benchmark());
            String what = title + ": *" + words(goal.benchmark()) + "*";
            targets.add(new Target(
                    what + " by *" + words(limit) + "*",
                    goal.ratio(),
                    rounds.ratios(key, key(limit)).median()));
            if (Double.isFinite(goal.bytes())) {
                targets.add(new Target(
                        what + ", bytes allocated",
                        goal.bytes(),
                        rounds.bytesOf(key).median()));
            }
        }
        return targets;
    }

    private String key(String method) {
        return Rounds.key(of.getName() + "." + method, parameter);
    }

    /** {@code macInitialisedPerCheck}: mac initialised per check. */
    private static String words(String name) {
        return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
