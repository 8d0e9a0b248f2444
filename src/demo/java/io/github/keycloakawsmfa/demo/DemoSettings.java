package io.github.keycloakawsmfa.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the demo runs.
 *
 * @param directory holds the unpacked distribution and its log
 * @param home the unpacked distribution
 * @param plugin the JAR that was just built
 */
record DemoSettings(int port, int awsPort, Path directory, Path home, Path plugin) {

    static DemoSettings ofSystemProperties() throws DemoProblem {
        Path directory = Path.of(required("demo.directory"));
        String port = required("demo.port");
        String awsPort = required("demo.aws.port");
        Optional<String> problem = Preflight.noPorts(port, awsPort);
        if (problem.isPresent()) {
            throw new DemoProblem(problem.get());
        }
        return new DemoSettings(
                Integer.parseInt(port),
                Integer.parseInt(awsPort),
                directory,
                directory.resolve("keycloak-" + required("keycloak.version")),
                Path.of(required("plugin.jar")));
    }

    private static String required(String property) throws DemoProblem {
        String value = System.getProperty(property);
        if (value == null) {
            throw new DemoProblem("The setting " + property + " is missing. Start the demo by: ./mvnw -Pdemo");
        }
        return value;
    }

    URI keycloak() {
        return URI.create("http://localhost:" + port);
    }

    URI realm() {
        return URI.create(keycloak() + "/realms/" + DemoRealm.NAME);
    }

    Path log() {
        return directory.resolve("keycloak.log");
    }
}
