package io.github.keycloakawsmfa.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The same sign-in on two servers that both run, without the JAR and with it; their blocks alternate.
 *
 * @param title what signs in
 */
record Twins(String title, Side without, Side with, List<Block> blocksWithout, List<Block> blocksWith) {

    private static final int AT_ONCE = 4;

    /** One of the two servers. */
    record Side(Meter meter, Kind kind) {

        Block block(int run, int size) {
            return meter.block(kind, run, size, AT_ONCE);
        }
    }

    Twins(String title, Side without, Side with) {
        this(title, without, with, new ArrayList<>(), new ArrayList<>());
    }

    /** One block of each, of which the other one begins each time. */
    void round(int round, int size) {
        if (round % 2 == 0) {
            blocksWithout.add(without.block(round, size));
            blocksWith.add(with.block(round, size));
        } else {
            blocksWith.add(with.block(round, size));
            blocksWithout.add(without.block(round, size));
        }
    }

    /** Forgets what was measured so far. */
    void forget() {
        blocksWithout.clear();
        blocksWith.clear();
    }

    Target target(String database, Figure figure) {
        return new Target(
                database + ", " + title + ": " + figure.name() + " with the JAR, by that without",
                Noise.limit(values(blocksWithout, figure), values(blocksWith, figure)),
                ratio(figure));
    }

    String row(String database, Figure figure) {
        return String.format(
                Locale.ROOT,
                "| %s, %s: %s | %s | %s | %.3f | %.3f | %.3f |%n",
                database,
                title,
                figure.name(),
                spread(blocksWithout, figure),
                spread(blocksWith, figure),
                ratio(figure),
                Noise.of(values(blocksWithout, figure)),
                Noise.of(values(blocksWith, figure)));
    }

    private double ratio(Figure figure) {
        return spread(blocksWith, figure).median()
                / spread(blocksWithout, figure).median();
    }

    private static Spread spread(List<Block> blocks, Figure figure) {
        return new Spread(values(blocks, figure));
    }

    /** In the blocks' order. */
    private static List<Double> values(List<Block> blocks, Figure figure) {
        return blocks.stream()
                .map(block -> figure.typical().applyAsDouble(block))
                .toList();
    }
}
