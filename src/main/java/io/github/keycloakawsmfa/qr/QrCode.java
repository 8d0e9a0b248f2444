package io.github.keycloakawsmfa.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Text as a QR code, dark on light, with error correction M (15 percent) and the quiet zone that the standard requires. */
public final class QrCode {

    private static final int QUIET_ZONE_MODULES = 4;
    private static final int MAX_MODULE_PIXELS = 20;

    private QrCode() {}

    /**
     * A square PNG, as large as its content needs.
     *
     * @param content 1 character or more, ASCII
     * @param modulePixels width and height of each module, 1 to 20
     * @throws IllegalArgumentException if the size is out of its range, or the content empty, not ASCII, or too long
     *     for a QR code (more than 2331 bytes); the message does not hold the content
     */
    public static byte[] png(String content, int modulePixels) {
        if (modulePixels < 1 || modulePixels > MAX_MODULE_PIXELS) {
            throw new IllegalArgumentException(
                    "A module is 1 to " + MAX_MODULE_PIXELS + " pixels wide, not " + modulePixels);
        }
        return ModulesPng.of(encode(content), modulePixels);
    }

    /**
     * The PNG as {@code data:image/png;base64,...}, for the {@code src} of an image, so that no URL leads to the
     * secret.
     *
     * @see #png(String, int)
     */
    public static String dataUri(String content, int modulePixels) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(content, modulePixels));
    }

    private static BitMatrix encode(String content) {
        // Other text would need a switch of character set (ECI), which several apps' readers do not support.
        if (content.isEmpty() || !StandardCharsets.US_ASCII.newEncoder().canEncode(content)) {
            throw new IllegalArgumentException("A QR code holds ASCII text, and not nothing");
        }
        Map<EncodeHintType, ?> hints = Map.of(
                EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, QUIET_ZONE_MODULES);
        try {
            return new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 1, 1, hints);
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "Text of " + content.length() + " characters does not fit a QR code with error correction M", e);
        }
    }
}
