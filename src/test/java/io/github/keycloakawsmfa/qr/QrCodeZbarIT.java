package io.github.keycloakawsmfa.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloakawsmfa.fixture.Zbar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our QR codes, read by a reader that shares no code with their writer: ZBar. */
class QrCodeZbarIT {

    private static Zbar zbar;

    @TempDir
    private Path directory;

    @BeforeAll
    static void zbarimgIsThere() {
        Optional<Zbar> installed = Zbar.installed();
        assumeTrue(installed.isPresent());
        zbar = installed.get();
    }

    @ParameterizedTest
    @MethodSource("io.github.keycloakawsmfa.qr.QrCodeSamples#contents")
    void zbarReadsIt(String content) throws Exception {
        Path png = Files.write(directory.resolve("qr.png"), QrCode.png(content, 6));

        assertThat(zbar.read(png)).isEqualTo(content);
    }

    @Test
    void zbarReadsTheLongest() throws Exception {
        String content = "otpauth://totp/" + "x".repeat(2316);
        Path png = Files.write(directory.resolve("qr.png"), QrCode.png(content, 6));

        assertThat(zbar.read(png)).isEqualTo(content);
    }
}
