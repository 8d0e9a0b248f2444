package io.github.keycloakawsmfa.benchmark;

/**
 * Something whose cost is compared between a smaller realm and a larger one.
 *
 * @param times how often it is done to be measured
 * @param counted whether its statements are counted, which takes doing it a few times more
 */
record Task(String name, Growth growth, int times, boolean counted, Runnable once) {}
