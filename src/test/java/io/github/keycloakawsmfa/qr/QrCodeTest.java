package io.github.keycloakawsmfa.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.github.keycloakawsmfa.fixture.QrPng;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {

    @ParameterizedTest
    @MethodSource("io.github.keycloakawsmfa.qr.QrCodeSamples#contents")
    void isReadBack(String content) throws Exception {
        Result result = QrPng.read(QrCode.png(content, 6));
        assertThat(result.getText()).isEqualTo(content);
        assertThat(result.getResultMetadata()).containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "M");
    }

    @Property(tries = 200)
    void whateverItHoldsIsReadBack(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(min = 1, max = 400) String content,
            @ForAll @IntRange(min = 3, max = 9) int modulePixels)
            throws Exception {
        assertThat(QrPng.read(QrCode.png(content, modulePixels)).getText()).isEqualTo(content);
    }

    @Test
    void theLongestIsReadBack() throws Exception {
        String content = "otpauth://totp/" + "x".repeat(2316);
        assertThat(QrPng.read(QrCode.png(content, 6)).getText()).isEqualTo(content);
    }

    /** Counted in bytes, for time differs from machine to machine. ImageIO took thirteen times as many as the encoder. */
    @Test
    void costsHardlyMoreThanItsModules() throws Exception {
        String content = QrCodeSamples.contents().findFirst().orElseThrow();
        Map<EncodeHintType, ?> hints = Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        long encoder = allocated(() -> new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 1, 1, hints));

        assertThat(allocated(() -> QrCode.dataUri(content, 6))).isLessThan(encoder * 3 / 2);
    }

    @Test
    void isASquareOfEvenModulesWithAQuietZoneOfFour() throws IOException {
        // 14 characters with correction M make version 1: 21 modules and twice 4, at 10 pixels each.
        BufferedImage image = image(QrCode.png("otpauth://totp", 10));
        assertThat(image.getWidth()).isEqualTo(290);
        assertThat(image.getHeight()).isEqualTo(290);
        for (int i = 0; i < 290; i++) {
            assertThat(image.getRGB(i, 39)).isEqualTo(0xffffffff);
            assertThat(image.getRGB(39, i)).isEqualTo(0xffffffff);
        }
        assertThat(image.getRGB(40, 40)).isEqualTo(0xff000000);
    }

    @Test
    void growsWithItsContentAndItsModulesDoNotShrink() throws IOException {
        // Versions 1 and 40.
        assertThat(image(QrCode.png("otpauth://totp", 6)).getWidth()).isEqualTo(6 * 29);
        assertThat(image(QrCode.png("x".repeat(2331), 6)).getWidth()).isEqualTo(6 * 185);
    }

    @Test
    void aDataUriHoldsThePng() {
        String uri = QrCode.dataUri("otpauth://totp", 3);
        String prefix = "data:image/png;base64,";
        assertThat(uri).startsWith(prefix);
        assertThat(Base64.getDecoder().decode(uri.substring(prefix.length())))
                .isEqualTo(QrCode.png("otpauth://totp", 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 21})
    void sizesHaveLimits(int modulePixels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.png("text", modulePixels))
                .withMessage("A module is 1 to 20 pixels wide, not " + modulePixels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Jürgen", "山田"})
    void onlyAsciiIsTaken(String content) {
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.png(content, 6));
    }

    @Test
    void whatDoesNotFitIsRefusedWithoutBeingTold() {
        assertThat(QrCode.png("x".repeat(2331), 1)).isNotEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.png("x".repeat(2332), 6))
                .withMessage("Text of 2332 characters does not fit a QR code with error correction M");
    }

    private static long allocated(Callable<?> work) throws Exception {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.call();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.call();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
