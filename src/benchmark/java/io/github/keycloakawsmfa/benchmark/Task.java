package io.github.keycloakawsmfa.benchmark;

/**
 * Something whose cost is compared between a smaller realm and a larger one.
 *
 * @param walks whether it looks at every device: its cost may grow with the realm, as the realm does; of others it may not
 * @param times how often it is done to be measured
 * @param counted whether its statements are counted, which takes doing it a few times more
 */
record Task(String name, boolean walks, int times, boolean counted, Runnable once) {}
