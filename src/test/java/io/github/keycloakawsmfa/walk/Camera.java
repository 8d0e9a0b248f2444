package io.github.keycloakawsmfa.walk;

import io.github.keycloakawsmfa.fixture.QrPng;
import io.github.keycloakawsmfa.fixture.Zbar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A phone's camera before a screen: reads the QR code in a screenshot by ZBar, on a machine without it by ZXing. */
final class Camera {

    private Camera() {}

    static String scan(Path screenshot) throws IOException, InterruptedException {
        Optional<Zbar> zbar = Zbar.installed();
        return zbar.isPresent()
                ? zbar.get().read(screenshot)
                : QrPng.read(Files.readAllBytes(screenshot)).getText();
    }
}
