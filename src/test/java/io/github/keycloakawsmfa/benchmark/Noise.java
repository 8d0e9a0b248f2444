package io.github.keycloakawsmfa.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * By how much one server seems to differ from itself: the largest ratio between the medians of two halves of a run's
 * blocks, which are dealt by turns, in twos, and as those before and after the middle, and between the medians of two
 * runs. Two servers that differ by no more differ within noise.
 */
final class Noise {

    /** Nobody notices less, and a lucky run may show no noise. */
    static final double LEAST = 1.03;

    /** Where there is more noise, it is no excuse. */
    static final double MOST = 1.1;

    private Noise() {}

    /** What two servers may differ by, of which these are the blocks of each run, in their order. */
    static double limit(List<List<Double>> one, List<List<Double>> other) {
        return Math.min(MOST, Math.max(LEAST, Math.max(of(one), of(other))));
    }

    static double of(List<List<Double>> runs) {
        double[] medians =
                runs.stream().mapToDouble(run -> new Spread(run).median()).toArray();
        double between = ratio(
                Arrays.stream(medians).max().orElseThrow(),
                Arrays.stream(medians).min().orElseThrow());
        return Math.max(between, runs.stream().mapToDouble(Noise::within).max().orElseThrow());
    }

    private static double within(List<Double> blocks) {
        int middle = blocks.size() / 2;
        return List.<IntPredicate>of(i -> i % 2 == 0, i -> i / 2 % 2 == 0, i -> i < middle).stream()
                .mapToDouble(half -> ratio(median(blocks, half), median(blocks, half.negate())))
                .max()
                .orElseThrow();
    }

    private static double ratio(double one, double other) {
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double median(List<Double> blocks, IntPredicate half) {
        return new Spread(IntStream.range(0, blocks.size())
                        .filter(half)
                        .mapToObj(blocks::get)
                        .toList())
                .median();
    }
}
