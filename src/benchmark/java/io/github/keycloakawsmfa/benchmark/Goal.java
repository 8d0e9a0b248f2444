package io.github.keycloakawsmfa.benchmark;

/**
 * How a benchmark should compare with the limit of its comparison. Never a time: each machine has its own.
 *
 * @param benchmark the method's name
 * @param ratio how many times the limit it may take at most
 * @param bytes how many it may allocate at most
 */
record Goal(String benchmark, double ratio, double bytes) {

    Goal(String benchmark, double ratio) {
        this(benchmark, ratio, Double.POSITIVE_INFINITY);
    }
}
