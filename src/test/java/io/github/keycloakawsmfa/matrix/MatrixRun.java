package io.github.keycloakawsmfa.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The integration tests on one entry, in a Maven of their own.
 *
 * @param javaHome where the server's Java is; empty for the image's, or the tests' own
 */
record MatrixRun(Entry entry, String javaHome) {

    private static final Path REPORTS = Path.of("target/failsafe-reports");
    private static final Path KEPT = Path.of("target/matrix");

    /**
     * @param environment where {@code JAVA_HOME_25_X64}, as GitHub's machines have it, or any name with this beginning, tells where Java
     *     25 is
     * @throws IllegalArgumentException if it does not
     */
    static MatrixRun of(Entry entry, Map<String, String> environment) {
        String variable = "JAVA_HOME_" + entry.java();
        String home = entry.java().isEmpty()
                ? ""
                : environment.entrySet().stream()
                        .filter(one ->
                                one.getKey().equals(variable) || one.getKey().startsWith(variable + "_"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Set " + variable + " to the folder of Java " + entry.java() + ", for " + entry));
        return new MatrixRun(entry, home);
    }

    Path log() {
        return KEPT.resolve(entry + ".log");
    }

    /** Runs them, and keeps reports and log in {@code target/matrix}. */
    Outcome start(List<String> forMaven) throws IOException, InterruptedException {
        Files.createDirectories(KEPT);
        delete(REPORTS);
        int exit = new ProcessBuilder(command(forMaven))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start()
                .waitFor();
        if (exit != 0 || !Files.isDirectory(REPORTS)) {
            throw new IllegalStateException("Maven ended with " + exit + ": see " + log());
        }
        Path kept = KEPT.resolve(entry.toString());
        delete(kept);
        Files.move(REPORTS, kept);
        Outcome outcome = Outcome.of(kept, log());
        if (outcome.passed() == 0) {
            throw new IllegalStateException("No test passed: see " + log());
        }
        return outcome;
    }

    /** @param forMaven further arguments: those with an empty value are left out, and <code>{release}</code> stands for the release */
    List<String> command(List<String> forMaven) {
        List<String> command = new ArrayList<>(List.of("./mvnw", "-B", "-ntp", "verify", "-Dskip.unit.tests"));
        command.addAll(List.of("-Dspotless.check.skip", "-Dmaven.test.failure.ignore"));
        forMaven.stream()
                .filter(argument -> !argument.endsWith("="))
                .map(argument -> argument.replace("{release}", entry.keycloak()))
                .forEach(command::add);
        if (entry.isImage()) {
            command.addAll(List.of("-Dkeycloak.image=" + entry.keycloak(), "-Dkeycloak.runtime=container"));
        } else {
            command.add("-Dkeycloak.test.version=" + entry.keycloak());
            // An image has the Java that it has.
            command.add("-Dkeycloak.runtime=" + (javaHome.isEmpty() ? "auto" : "zip"));
        }
        command.add("-Dserver.java.home=" + javaHome);
        return command;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
