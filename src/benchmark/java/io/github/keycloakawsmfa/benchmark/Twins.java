package io.github.keycloakawsmfa.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The same sign-in on two servers that run side by side, several times on new ones.
 *
 * @param title what signs in
 * @param without blocks on the server without the JAR, in their order
 * @param with blocks on the other one
 */
record Twins(String title, List<Block> without, List<Block> with) {

    Twins(String title) {
        this(title, new ArrayList<>(), new ArrayList<>());
    }

    Target target(String database, Figure figure) {
        return new Target(
                database + ", " + title + ": " + figure.name() + " with the JAR, by that without",
                Noise.limit(values(without, figure), values(with, figure)),
                new Spread(ratios(figure)).median());
    }

    String row(String database, Figure figure) {
        List<Double> ratios = ratios(figure);
        return String.format(
                Locale.ROOT,
                "| %s, %s: %s | %s | %s | %.2f (%s) | %.2f | %.2f |%n",
                database,
                title,
                figure.name(),
                Spread.of(without, figure.typical()),
                Spread.of(with, figure.typical()),
                new Spread(ratios).median(),
                ratios.stream()
                        .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                        .collect(Collectors.joining(", ")),
                Noise.of(values(without, figure)),
                Noise.of(values(with, figure)));
    }

    /** Of the medians of each run. */
    private List<Double> ratios(Figure figure) {
        List<List<Double>> before = values(without, figure);
        List<List<Double>> after = values(with, figure);
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < before.size(); run++) {
            ratios.add(new Spread(after.get(run)).median() / new Spread(before.get(run)).median());
        }
        return ratios;
    }

    /** Of each run, in the blocks' order. */
    private static List<List<Double>> values(List<Block> blocks, Figure figure) {
        return Block.ofEachRun(blocks).stream()
                .map(run -> run.stream()
                        .map(block -> figure.typical().applyAsDouble(block))
                        .toList())
                .toList();
    }
}
