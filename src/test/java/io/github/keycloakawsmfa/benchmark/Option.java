package io.github.keycloakawsmfa.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much is measured: what {@code -Dbenchmark.name=} says, or else what stands here. */
enum Option {
    /** How often each is measured, in a JVM or a container of its own each time and in turn with the others. */
    ROUNDS("5"),
    /** How long each benchmark is measured in a JVM, and warmed up before. */
    SECONDS("3"),
    RUNS("3"),
    /** Of each kind of sign-in in a run. */
    BLOCKS("10"),
    /** Blocks of each kind before the first run. */
    WARMUP("15"),
    /** Sign-ins in a block. */
    SIZE("100"),
    /** Whether Flight Recorder writes {@code target/sign-in-*.jfr} afterwards. */
    JFR("false"),
    /** How many users the realms have that are compared, the smallest first. */
    USERS("10000,70000"),
    /** How many users an administrator looks at. */
    REALM("100000"),
    /** How many users a company has. */
    COMPANY("10000"),
    /** How long its busiest minutes last. */
    MINUTES("10");

    private final String otherwise;

    Option(String otherwise) {
        this.otherwise = otherwise;
    }

    String text() {
        return isGiven() ? System.getProperty(property()) : otherwise;
    }

    int number() {
        return Integer.parseInt(text());
    }

    boolean isGiven() {
        return !System.getProperty(property(), "").isBlank();
    }

    /** Those that were given, as a command has them, each with a blank before it. */
    static String given() {
        return Arrays.stream(values())
                .filter(Option::isGiven)
                .map(option -> " -D" + option.property() + "=" + option.text())
                .collect(Collectors.joining());
    }

    private String property() {
        return "benchmark." + name().toLowerCase(Locale.ROOT);
    }
}
