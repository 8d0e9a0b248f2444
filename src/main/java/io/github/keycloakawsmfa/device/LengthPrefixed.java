package io.github.keycloakawsmfa.device;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts as bytes that no other list of texts has: each is preceded by its length, so that none can borrow from the next. */
public final class LengthPrefixed {

    private LengthPrefixed() {}

    /** @return for each part its length in bytes (4 bytes, big endian) and its UTF-8 bytes */
    public static byte[] of(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
