package io.github.keycloakawsmfa.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Three ways to sign in, whose blocks alternate: without a second step, with Keycloak's own, and with ours.
 *
 * @param atOnce how many users sign in at the same time
 */
record Contest(String title, Kind without, Kind builtIn, Kind ours, int atOnce, List<Block> blocks) {

    Contest(String title, Kind without, Kind builtIn, Kind ours, int atOnce) {
        this(title, without, builtIn, ours, atOnce, new ArrayList<>());
    }

    /** One block of each, of which another one begins each time. */
    void round(Meter meter, int run, int round, int size) {
        for (int i = 0; i < 3; i++) {
            Kind kind = kinds().get((i + round) % 3);
            blocks.add(meter.block(kind, run, size, atOnce));
        }
    }

    /** Forgets what was measured so far. */
    void forget() {
        blocks.clear();
    }

    /** What ours adds by what built-in adds, both by means of all blocks. */
    double ratioOfAdded(Figure figure) {
        return ratioOfAdded(figure, blocks);
    }

    /** Ours by built-in, password and all, by means of all blocks. */
    double ratio(Figure figure) {
        return ratio(figure, blocks);
    }

    String markdown(List<Figure> figures) {
        String names = kinds().stream().map(Kind::name).collect(Collectors.joining(" | "));
        return "**" + title + "**, " + atOnce + " at a time:\n\n| ms for each sign-in | " + names
                + " | built-in adds | ours adds | added, ratio (each run) | whole, ratio (each run) |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|\n"
                + figures.stream().map(this::rows).collect(Collectors.joining());
    }

    private String rows(Figure figure) {
        return "| %s, mean | %s | %s | %s | %s | %s |%n| median of blocks (min to max) | %s | | | | |%n"
                .formatted(
                        figure.name(),
                        ofEach(kind -> number(mean(kind, figure, blocks))),
                        number(added(builtIn, figure, blocks)),
                        number(added(ours, figure, blocks)),
                        ratios(some -> ratioOfAdded(figure, some)),
                        ratios(some -> ratio(figure, some)),
                        ofEach(kind ->
                                Spread.of(of(kind, blocks), figure.typical()).toString()));
    }

    private String ofEach(Function<Kind, String> cell) {
        return kinds().stream().map(cell).collect(Collectors.joining(" | "));
    }

    /** Of all blocks, and of those of each run. */
    private String ratios(ToDoubleFunction<List<Block>> ratio) {
        return number(ratio.applyAsDouble(blocks))
                + Block.ofEachRun(blocks).stream()
                        .map(run -> number(ratio.applyAsDouble(run)))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private double ratio(Figure figure, List<Block> some) {
        return mean(ours, figure, some) / mean(builtIn, figure, some);
    }

    private double ratioOfAdded(Figure figure, List<Block> some) {
        double byBuiltIn = added(builtIn, figure, some);
        // In noise it may seem to take time away; then there is nothing to compare with.
        return byBuiltIn <= 0 ? Double.NaN : added(ours, figure, some) / byBuiltIn;
    }

    private double added(Kind kind, Figure figure, List<Block> some) {
        return mean(kind, figure, some) - mean(without, figure, some);
    }

    private static double mean(Kind kind, Figure figure, List<Block> some) {
        return Spread.of(of(kind, some), figure.mean()).mean();
    }

    private static List<Block> of(Kind kind, List<Block> some) {
        return some.stream().filter(block -> block.kind().equals(kind.name())).toList();
    }

    List<Kind> kinds() {
        return List.of(without, builtIn, ours);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }
}
