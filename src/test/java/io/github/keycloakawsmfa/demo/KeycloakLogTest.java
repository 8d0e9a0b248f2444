package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeycloakLogTest {

    private static final String SPI =
            "2026-11-29 01:00:02,000 WARN  [org.keycloak.services] (build-12) KC-SERVICES0047:"
                    + " virtual-mfa-form (io.github.keycloakawsmfa.login.VirtualMfaFormFactory) is implementing the internal SPI"
                    + " authenticator. This SPI is internal and may change without notice\n";

    @TempDir
    private Path directory;

    @Test
    void saysWhatKeycloakIsAt() throws Exception {
        KeycloakLog log =
                log("Updating the configuration and installing your custom providers, if any. Please wait.\n" + SPI);
        assertThat(log.latest())
                .isEqualTo("Updating the configuration and installing your custom providers, if any. Please wait.");

        log = log("2026-11-29 01:00:09,123 INFO  [org.keycloak.quarkus.runtime.storage.database.liquibase."
                + "QuarkusJpaUpdaterProvider] (main) Initializing database schema.\n\n");
        assertThat(log.latest()).isEqualTo("Initializing database schema.");
    }

    @Test
    void aLongLineIsCut() throws Exception {
        assertThat(log("x".repeat(5000)).latest()).isEqualTo("x".repeat(100) + "...");
    }

    @Test
    void theEndIsWhatTellsOfTrouble() throws Exception {
        String trouble = "2026-11-29 01:00:03,000 ERROR [org.keycloak] (main) The database is locked\n";

        assertThat(log(trouble + "\tat org.h2.Driver\n" + SPI.repeat(11)
                                + "2026-11-29 01:00:04,000 INFO  [io.quarkus] (main) stopped\n")
                        .end())
                .isEqualTo("  " + trouble.strip());
    }

    /** A Windows computer in Germany writes its folders so. */
    @Test
    void readsAnyEncoding() throws Exception {
        Path file = Files.write(
                directory.resolve("keycloak.log"),
                "ERROR C:\\Users\\J\u00fcrgen\\keycloak is locked".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(new KeycloakLog(file).end()).contains("keycloak is locked");
    }

    @Test
    void aLogThatIsNotThereYetSaysNothing() {
        KeycloakLog log = new KeycloakLog(directory.resolve("none.log"));

        assertThat(log.size()).isZero();
        assertThat(log.latest()).isEmpty();
        assertThat(log.end()).contains("it cannot be read");
    }

    private KeycloakLog log(String text) throws IOException {
        return new KeycloakLog(Files.writeString(directory.resolve("keycloak.log"), text));
    }
}
