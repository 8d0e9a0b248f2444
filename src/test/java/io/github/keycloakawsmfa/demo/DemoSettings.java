package io.github.keycloakawsmfa.demo;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where the demo runs.
 *
 * @param directory holds the unpacked distribution and its log
 * @param home the unpacked distribution
 * @param plugin the JAR that was just built
 */
record DemoSettings(int port, int awsPort, Path directory, Path home, Path plugin) {

    private static final int HIGHEST_PORT = 65_535;

    static DemoSettings ofSystemProperties() throws DemoProblem {
        Path directory = Path.of(required("demo.directory"));
        int port = port("demo.port");
        int awsPort = port("demo.aws.port");
        if (port == awsPort) {
            throw new DemoProblem("demo.port and demo.aws.port are both " + port + ": choose two different ports.");
        }
        return new DemoSettings(
                port,
                awsPort,
                directory,
                directory.resolve("keycloak-" + required("keycloak.version")),
                Path.of(required("plugin.jar")));
    }

    private static int port(String property) throws DemoProblem {
        String value = required(property);
        if (value.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= HIGHEST_PORT) {
                return port;
            }
        }
        throw new DemoProblem("-D%s=%s is not a port: choose a number from 1 to 65535.".formatted(property, value));
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
