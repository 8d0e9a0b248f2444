package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the person who starts the demo is told when it cannot start. */
class DemoStartTest {

    @BeforeEach
    void setProperties() {
        System.setProperty("demo.port", "8080");
        System.setProperty("demo.aws.port", "8090");
        System.setProperty("demo.directory", "target/demo");
    }

    @AfterEach
    void clearProperties() {
        System.clearProperty("demo.port");
        System.clearProperty("demo.aws.port");
        System.clearProperty("demo.directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "0", "-1", "65536", "８０８０"})
    void namesAPortThatIsNone(String port) {
        System.setProperty("demo.aws.port", port);

        assertThatThrownBy(DemoSettings::ofSystemProperties)
                .isInstanceOf(DemoProblem.class)
                .hasMessage("-Ddemo.aws.port=" + port + " is not a port: choose a number from 1 to 65535.");
    }

    @Test
    void wantsTwoPorts() {
        System.setProperty("demo.aws.port", "8080");

        assertThatThrownBy(DemoSettings::ofSystemProperties)
                .hasMessage("demo.port and demo.aws.port are both 8080: choose two different ports.");
    }

    @Test
    void namesABusyPortAndTheWayOut() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> LoopbackPort.requireFree(port, "demo.port"))
                    .isInstanceOf(DemoProblem.class)
                    .hasMessageContaining("Port " + port + " is busy")
                    .hasMessageContaining("./mvnw -Pdemo -Ddemo.port=");
        }
    }

    @Test
    void isContentWithAFreePort() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }

        assertThatCode(() -> LoopbackPort.requireFree(port, "demo.port")).doesNotThrowAnyException();
    }
}
