package io.github.keycloakawsmfa.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * All benchmarks, one after the other in a JVM each, and that several times over: so that what slows the machine for a
 * while slows no benchmark alone.
 *
 * @param cpuNanos for each operation, by {@link #key}, one of each round
 * @param bytes allocated for each operation, likewise
 */
record Rounds(Map<String, List<Double>> cpuNanos, Map<String, List<Double>> bytes) {

    /** @param seconds measured in each JVM, and as many before that to warm up */
    static Rounds run(int count, int seconds) {
        Rounds rounds = new Rounds(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int round = 1; round <= count; round++) {
            System.out.println("Round " + round + " of " + count);
            rounds.add(seconds);
        }
        return rounds;
    }

    static String key(String benchmark, String parameter) {
        return benchmark + " " + parameter;
    }

    private void add(int seconds) {
        Collection<RunResult> results;
        try {
            results = new Runner(new OptionsBuilder()
                            .forks(1)
                            // The benchmark waits for the compiler: on a busy machine it would end before its code is
                            // compiled.
                            .jvmArgsAppend("-XX:-BackgroundCompilation")
                            .warmupIterations(seconds)
                            .measurementIterations(seconds)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementTime(TimeValue.seconds(1))
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException("A benchmark failed", e);
        }
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            String key = key(
                    params.getBenchmark(),
                    String.join(
                            " ",
                            params.getParamsKeys().stream()
                                    .map(params::getParam)
                                    .toList()));
            cpuNanos.computeIfAbsent(key, any -> new ArrayList<>()).add(cpuNanosOf(result));
            bytes.computeIfAbsent(key, any -> new ArrayList<>())
                    .add(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
        }
    }

    private static double cpuNanosOf(RunResult result) {
        double nanos = 0;
        double operations = 0;
        for (IterationResult iteration : result.getAggregatedResult().getIterationResults()) {
            nanos += iteration.getSecondaryResults().get("cpuNanos").getScore();
            operations += iteration.getMetadata().getAllOps();
        }
        return nanos / operations;
    }

    Spread microsecondsOf(String key) {
        return new Spread(cpuNanos.get(key).stream().map(nanos -> nanos / 1000).toList());
    }

    Spread bytesOf(String key) {
        return new Spread(bytes.get(key));
    }

    /** Round by round, for a slow round is slow for both. */
    Spread ratios(String key, String limit) {
        List<Double> ours = cpuNanos.get(key);
        List<Double> theirs = cpuNanos.get(limit);
        return new Spread(IntStream.range(0, ours.size())
                .mapToObj(round -> ours.get(round) / theirs.get(round))
                .toList());
    }
}
