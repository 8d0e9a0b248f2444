package io.github.keycloakawsmfa.demo;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The demo's Keycloak: the unpacked distribution in development mode, with all processes that its script starts. */
final class KeycloakProcess {

    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final long STOP_SECONDS = 15;
    private static final String AGAIN = "\nStart the demo again: it goes on from what this start has done.";

    private final DemoSettings settings;
    private Process process;
    private volatile boolean stopping;

    KeycloakProcess(DemoSettings settings) {
        this.settings = settings;
    }

    synchronized void start() throws DemoProblem, IOException {
        if (stopping) {
            return;
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        Path script = settings.home().resolve(windows ? "bin/kc.bat" : "bin/kc.sh");
        if (!Files.exists(script)) {
            throw new DemoProblem("Keycloak is not where the build should have put it: " + script
                    + "\nRun ./mvnw clean, then ./mvnw -Pdemo again.");
        }
        Files.copy(
                settings.plugin(),
                settings.home().resolve("providers/keycloak-aws-mfa.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        ProcessBuilder builder = new ProcessBuilder(
                        script.toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + settings.port(),
                        // The same address for every visitor, so that the issuer is always the one that is expected.
                        "--hostname=" + settings.keycloak(),
                        "--health-enabled=false",
                        "--metrics-enabled=false")
                .redirectErrorStream(true)
                .redirectOutput(settings.log().toFile())
                .redirectInput(new File(windows ? "NUL" : "/dev/null"));
        setEnvironment(builder.environment());
        process = builder.start();
    }

    /** Whatever configures another Keycloak on this computer must not configure this one. */
    private static void setEnvironment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("QUARKUS_"));
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.USER);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakAdmin.PASSWORD);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** Goes on for as long as Keycloak lives and its log grows. */
    void awaitReady(PrintStream out) throws DemoProblem, InterruptedException {
        KeycloakLog log = new KeycloakLog(settings.log());
        Patience patience = new Patience();
        long started = System.nanoTime();
        Duration told = Duration.ZERO;
        while (true) {
            // Asked first: who answers must not be another program that took the port meanwhile.
            if (stopping || !process.isAlive()) {
                throw ended("Keycloak ended while it was starting", AGAIN);
            }
            if (answers()) {
                return;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - started);
            if (patience.isOver(waited, log.size())) {
                throw ended(
                        "Keycloak is not ready after %d minutes, and its log has stood still for %d"
                                .formatted(waited.toMinutes(), Patience.SILENCE_AT_MOST.toMinutes()),
                        AGAIN);
            }
            if (waited.compareTo(told.plus(TELL_EVERY)) >= 0) {
                told = waited;
                out.println("  still starting, " + waited.toSeconds() + " s: " + log.latest());
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(settings.keycloak() + "/realms/master").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns never, unless Keycloak ends without being told to. */
    void awaitEnd() throws DemoProblem, InterruptedException {
        process.waitFor();
        throw ended("Keycloak has ended", "");
    }

    /** Waits for the end of the demo where Ctrl-C, which reaches Keycloak too, is what ended it. */
    private DemoProblem ended(String what, String next) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(300);
        if (stopping) {
            new CompletableFuture<Void>().join();
        }
        return new DemoProblem("%s. Its log, %s, ends so:\n%s%s"
                .formatted(what, settings.log(), new KeycloakLog(settings.log()).end(), next));
    }

    /** The script's children are listed before it goes: afterwards nobody knows whose they were. */
    synchronized void stop() {
        stopping = true;
        if (process == null) {
            return;
        }
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] ends = all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
