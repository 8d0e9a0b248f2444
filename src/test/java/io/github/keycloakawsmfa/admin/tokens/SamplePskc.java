package io.github.keycloakawsmfa.admin.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** RFC 6030's figure 7, encrypted with the password {@code qwerty}. */
final class SamplePskc {

    private SamplePskc() {}

    static String encrypted(String serial) {
        try (InputStream file = SamplePskc.class.getResourceAsStream("/pskc/rfc6030/figure7.xml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("987654321", serial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
