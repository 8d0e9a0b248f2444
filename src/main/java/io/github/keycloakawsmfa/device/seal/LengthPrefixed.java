package io.github.keycloakawsmfa.device.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts as bytes, different for every list of texts: a length precedes each, so that none can borrow from the next. */
public final class LengthPrefixed {

    private LengthPrefixed() {}

    /** @return for each part its length in bytes (4 bytes, big endian) and its UTF-8 bytes */
    public static byte[] of(String... parts) {
        byte[][] texts = new byte[parts.length][];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            texts[i] = parts[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + texts[i].length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] text : texts) {
            all.putInt(text.length).put(text);
        }
        return all.array();
    }
}
