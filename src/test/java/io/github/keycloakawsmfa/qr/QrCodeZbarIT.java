package io.github.keycloakawsmfa.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our QR codes, read by a reader that shares no code with their writer: ZBar. */
class QrCodeZbarIT {

    private static final String MISSING = "zbarimg is not on the PATH: install it (Debian: zbar-tools) for this test";

    @TempDir
    private Path directory;

    @BeforeAll
    static void zbarimgIsThere() {
        if (zbarimg().isEmpty()) {
            if ("true".equals(System.getenv("CI"))) {
                fail(MISSING);
            }
            abort(MISSING);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.keycloakawsmfa.qr.QrCodeSamples#contents")
    void zbarReadsIt(String content) throws Exception {
        Path png = Files.write(directory.resolve("qr.png"), QrCode.png(content, 300));
        Path text = directory.resolve("qr.txt");
        Process zbarimg = new ProcessBuilder(
                        zbarimg().orElseThrow().toString(),
                        "--quiet",
                        "--raw",
                        "-Sdisable",
                        "-Sqrcode.enable",
                        png.toString())
                .redirectOutput(text.toFile())
                .redirectError(directory.resolve("errors.txt").toFile())
                .start();
        if (!zbarimg.waitFor(30, TimeUnit.SECONDS)) {
            zbarimg.destroyForcibly();
            fail("zbarimg took longer than 30 seconds");
        }
        assertThat(zbarimg.exitValue())
                .as(() -> "exit code; it said: " + read(directory.resolve("errors.txt")))
                .isZero();
        assertThat(read(text)).isEqualTo(content + "\n");
    }

    private static Optional<Path> zbarimg() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "zbarimg"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
