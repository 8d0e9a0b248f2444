package io.github.keycloakawsmfa.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The demo: a Keycloak with the plugin and the stand-in for AWS's sign-in, both on this computer only, ready for a first
 * user. Started by {@code ./mvnw -Pdemo}; runs until Ctrl-C.
 */
final class Demo {

    private final DemoSettings settings;
    private final PrintStream out;
    /** Kept for as long as the demo runs: what nobody holds, the garbage collector would close. */
    private FileChannel running;

    private Demo(DemoSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Ends the whole Maven run with the right exit code: an exception would end in a wall of Maven's words. */
    public static void main(String[] args) {
        // Libraries log to the terminal otherwise, in between the demo's own words.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        try {
            new Demo(DemoSettings.ofSystemProperties(), System.out).run();
        } catch (DemoProblem e) {
            System.err.println("\n" + e.getMessage());
            System.exit(1);
        } catch (IOException | RuntimeException e) {
            System.err.println("\nThe demo could not start: " + e);
            System.exit(1);
        } catch (InterruptedException e) {
            System.exit(1);
        }
    }

    private void run() throws DemoProblem, IOException, InterruptedException {
        // The build has looked already, but perhaps minutes ago.
        Optional<String> problem = Preflight.running(settings.directory());
        if (problem.isEmpty()) {
            problem = Preflight.busy(settings.port(), settings.awsPort());
        }
        if (problem.isPresent()) {
            throw new DemoProblem(problem.get());
        }
        running = Preflight.lock(settings.directory());
        AwsSignIn signIn = AwsSignIn.start(settings.awsPort(), settings.realm(), Clock.systemUTC());
        signIn.accounts().trust(new DemoPolicies(settings.keycloak()));
        KeycloakProcess keycloak = new KeycloakProcess(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(keycloak, signIn), "stop-demo"));
        out.println(
                "\nStarting Keycloak (about half a minute, at the first start or on a busy computer some minutes) ...");
        keycloak.start();
        keycloak.awaitReady(out);
        DemoRealm.prepare(new KeycloakAdmin(settings.keycloak()), signIn.samlEndpoint(), out);
        out.println(words(signIn.url()));
        out.println("Ready");
        keycloak.awaitEnd();
    }

    private void stop(KeycloakProcess keycloak, AwsSignIn signIn) {
        out.println("\nStopping the demo ...");
        signIn.close();
        keycloak.stop();
    }

    private String words(URI signInUrl) {
        RealmLinks links = new RealmLinks(settings.realm());
        return Template.of("words.txt")
                .fill(Map.of(
                        "signIn", links.signIn(),
                        "account", links.account(),
                        "admin", links.adminConsole(),
                        "page", links.adminPage(),
                        "iam", links.iam(),
                        "stand", signInUrl.toString(),
                        "log", settings.log().toString()));
    }
}
