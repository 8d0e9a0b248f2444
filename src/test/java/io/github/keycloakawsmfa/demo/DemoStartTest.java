package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    @ValueSource(
            strings = {"", "http", "0", "-1", "65536", "00", "70000", "8080 ", "+8080", "99999999999999999999", "８０８０"})
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

    @ParameterizedTest
    @ValueSource(strings = {"8080", "08080"})
    void wantsTwoPortsHoweverTheyAreWritten(String port) {
        assertThat(Preflight.noPorts(port, "8080")).isPresent();
    }

    @Test
    void namesABusyPortAndTheNextFreeOne() throws Exception {
        try (ServerSocket other = listening("127.0.0.1")) {
            int port = other.getLocalPort();

            assertThat(Preflight.busy(port, Preflight.DEFAULT_AWS_PORT))
                    .get(STRING)
                    .contains("Port " + port + " is busy: another program listens there")
                    .containsPattern(" -Pdemo \"?-Ddemo\\.port=" + "(?!" + port + "\\b)[0-9]+");
        }
    }

    @Test
    void namesBothBusyPortsAndOffersTwo() throws Exception {
        try (ServerSocket other = listening("127.0.0.1");
                ServerSocket another = listening("127.0.0.1")) {
            String problem =
                    Preflight.busy(other.getLocalPort(), another.getLocalPort()).orElseThrow();

            assertThat(problem)
                    .contains("Port " + other.getLocalPort() + " is busy")
                    .contains("Port " + another.getLocalPort() + " is busy");
            Matcher offer = Pattern.compile("-Ddemo\\.port=([0-9]+)\"? \"?-Ddemo\\.aws\\.port=([0-9]+)")
                    .matcher(problem);
            assertThat(offer.find()).isTrue();
            int port = Integer.parseInt(offer.group(1));
            int awsPort = Integer.parseInt(offer.group(2));
            assertThat(Preflight.noPorts(offer.group(1), offer.group(2))).isEmpty();
            assertThat(Preflight.busy(port, awsPort)).isEmpty();
        }
    }

    @Test
    void keepsThePortThatIsFreeInWhatItOffers() throws Exception {
        int free = freePort();
        try (ServerSocket other = listening("127.0.0.1")) {
            assertThat(Preflight.busy(free, other.getLocalPort()))
                    .get(STRING)
                    .containsPattern("-Ddemo\\.port=" + free + "\"? \"?-Ddemo\\.aws\\.port=");
        }
    }

    /** A browser tries both addresses that "localhost" has, and would meet the other program. */
    @Test
    void aPortIsBusyIfSomebodyListensOnIpv6Only() throws Exception {
        try (ServerSocket other = listening("::1")) {
            assertThat(Preflight.busy(other.getLocalPort(), freePort())).isPresent();
        }
    }

    @Test
    void aPortIsBusyIfItIsBoundAndNobodyAnswersThere() throws Exception {
        try (Socket other = new Socket()) {
            other.bind(new InetSocketAddress("127.0.0.1", 0));

            assertThat(Preflight.busy(other.getLocalPort(), freePort())).isPresent();
        }
    }

    @Test
    void isContentWithAFreePort() throws Exception {
        int port = freePort();

        assertThat(Preflight.busy(port, port)).isEmpty();
    }

    @Test
    void twoDemosDoNotShareAFolder(@TempDir Path directory) throws Exception {
        assertThat(Preflight.running(directory)).isEmpty();
        try (FileChannel running = Preflight.lock(directory)) {
            assertThat(running.isOpen()).isTrue();
            assertThat(Preflight.running(directory))
                    .get(STRING)
                    .startsWith("A demo is running from this folder already");
        }

        assertThat(Preflight.running(directory)).isEmpty();
    }

    @Test
    void anOldJavaIsToldSo() {
        assertThat(Preflight.oldJava(11)).get(STRING).contains("Java 11").contains("JAVA_HOME");
        assertThat(Preflight.oldJava(17)).isEmpty();
        assertThat(Preflight.oldJava(25)).isEmpty();
    }

    /** The build runs the source before anything else is compiled. */
    @Test
    void runsFromItsSourceAlone() throws Exception {
        try (ServerSocket other = listening("127.0.0.1")) {
            Process java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            Path.of("src/demo/java/io/github/keycloakawsmfa/demo/Preflight.java")
                                    .toString(),
                            Integer.toString(other.getLocalPort()),
                            Integer.toString(freePort()),
                            "target/demo-of-nobody")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(java.getInputStream().readAllBytes(), Charset.defaultCharset());

            assertThat(java.waitFor()).as(said).isEqualTo(1);
            assertThat(said)
                    .contains("Port " + other.getLocalPort() + " is busy")
                    .matches("(?s)[ -~\\s]*");
        }
    }

    private static ServerSocket listening(String address) throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(address));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = listening("127.0.0.1")) {
            return socket.getLocalPort();
        }
    }
}
