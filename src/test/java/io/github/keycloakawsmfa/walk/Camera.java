package io.github.keycloakawsmfa.walk;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.github.keycloakawsmfa.fixture.Zbar;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A phone's camera before a screen: reads the QR code in a screenshot by ZBar, on a machine without it by ZXing. */
final class Camera {

    private Camera() {}

    static String scan(Path screenshot) throws IOException, InterruptedException {
        Optional<Zbar> zbar = Zbar.installed();
        return zbar.isPresent() ? zbar.get().read(screenshot) : zxing(screenshot);
    }

    private static String zxing(Path screenshot) throws IOException {
        BufferedImage image = ImageIO.read(screenshot.toFile());
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                    .getText();
        } catch (ReaderException e) {
            throw new AssertionError("No QR code in " + screenshot, e);
        }
    }
}
