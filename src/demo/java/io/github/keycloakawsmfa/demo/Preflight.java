package io.github.keycloakawsmfa.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What can be known before anything is downloaded or compiled: whether this Java is new enough and both ports are free. The build runs
 * this one file by {@code java Preflight.java PORT AWS_PORT DIRECTORY}: it takes no other class, and nothing that Java 11 does not know.
 */
final class Preflight {

    static final int DEFAULT_PORT = 8080;
    static final int DEFAULT_AWS_PORT = 8090;

    private static final String LOCK = "running";
    private static final String RUNNING = "A demo is running from this folder already."
            + " Stop it, or start another one from a clone of its own, at other ports.";
    private static final int OLDEST_JAVA = 17;
    private static final int LOWEST_OF_ALL_USERS = 1024;
    private static final int HIGHEST_PORT = 65_535;
    private static final int CONNECT_MILLIS = 500;

    private Preflight() {}

    /** Exits with 1 and a sentence if the demo could not start. */
    public static void main(String[] args) throws IOException {
        Optional<String> problem = oldJava(Runtime.version().feature());
        if (problem.isEmpty()) {
            problem = noPorts(args[0], args[1]);
        }
        if (problem.isEmpty()) {
            problem = running(Path.of(args[2]));
        }
        if (problem.isEmpty()) {
            problem = busy(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        }
        if (problem.isPresent()) {
            System.err.println("\n" + problem.get());
            System.exit(1);
        }
    }

    static Optional<String> oldJava(int feature) {
        return feature >= OLDEST_JAVA
                ? Optional.empty()
                : Optional.of("This is Java " + feature + ": the demo takes a JDK, " + OLDEST_JAVA
                        + " or newer. Install one, and set JAVA_HOME to its folder.");
    }

    /** What is wrong with these as two ports; empty if nothing is. */
    static Optional<String> noPorts(String port, String awsPort) {
        if (!isPort(port)) {
            return noPort("demo.port", port);
        }
        if (!isPort(awsPort)) {
            return noPort("demo.aws.port", awsPort);
        }
        if (Integer.parseInt(port) == Integer.parseInt(awsPort)) {
            return Optional.of(
                    "demo.port and demo.aws.port are both " + Integer.parseInt(port) + ": choose two different ports.");
        }
        return Optional.empty();
    }

    /** Whether a demo runs on this folder: another one, at other ports, would take the same database. */
    static Optional<String> running(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(LOCK))) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null ? Optional.of(RUNNING) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.of(RUNNING);
        }
    }

    /** Says to others that a demo runs on this folder, until the channel is closed or this process ends. */
    static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.tryLock();
        return channel;
    }

    /** Why nobody can listen at one of these, or at both, with the command that takes free ones; empty if they are free. */
    static Optional<String> busy(int port, int awsPort) throws IOException {
        Optional<String> reason = unusable(port);
        Optional<String> awsReason = unusable(awsPort);
        if (reason.isEmpty() && awsReason.isEmpty()) {
            return Optional.empty();
        }
        int free = reason.isEmpty() ? port : freePort(port, awsPort);
        int awsFree = awsReason.isEmpty() ? awsPort : freePort(awsPort, free);
        return Optional.of(reason.map(text -> text + "\n").orElse("")
                + awsReason.map(text -> text + "\n").orElse("")
                + "This takes free ones: " + command(free, awsFree));
    }

    /** What starts the demo at these ports. PowerShell would split {@code -Ddemo.port=1} at its dot, so it stands in quotes there. */
    static String command(int port, int awsPort) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        String quote = windows ? "\"" : "";
        return (windows ? ".\\mvnw.cmd" : "./mvnw") + " -Pdemo"
                + (port == DEFAULT_PORT ? "" : " " + quote + "-Ddemo.port=" + port + quote)
                + (awsPort == DEFAULT_AWS_PORT ? "" : " " + quote + "-Ddemo.aws.port=" + awsPort + quote);
    }

    private static boolean isPort(String value) {
        return value.matches("0*[1-9][0-9]{0,4}") && Integer.parseInt(value) <= HIGHEST_PORT;
    }

    private static Optional<String> noPort(String property, String value) {
        return Optional.of(
                "-D" + property + "=" + value + " is not a port: choose a number from 1 to " + HIGHEST_PORT + ".");
    }

    private static int freePort(int busy, int taken) throws IOException {
        for (int port = busy < LOWEST_OF_ALL_USERS ? DEFAULT_PORT : busy + 1; port <= HIGHEST_PORT; port++) {
            if (port != taken && unusable(port).isEmpty()) {
                return port;
            }
        }
        return freePort(DEFAULT_PORT, taken);
    }

    private static Optional<String> unusable(int port) throws IOException {
        // Whoever answers at any address that a browser takes "localhost" for would be met instead of the demo.
        Set<InetAddress> addresses = new LinkedHashSet<>(List.of(InetAddress.getAllByName("localhost")));
        addresses.add(InetAddress.getByName("127.0.0.1"));
        addresses.add(InetAddress.getByName("::1"));
        for (InetAddress address : addresses) {
            if (answers(address, port)) {
                return Optional.of(
                        "Port " + port
                                + " is busy: another program listens there, perhaps a demo of another folder. Stop it, or take another port.");
            }
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "Port " + port + " is busy, or not for you (" + e.getMessage() + "). Take another port.");
        }
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
