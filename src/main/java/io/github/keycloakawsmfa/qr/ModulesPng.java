package io.github.keycloakawsmfa.qr;

import com.google.zxing.common.BitMatrix;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Modules as a grey PNG with one bit per pixel, dark on light. ImageIO takes seven times as long as the QR code itself,
 * and buffers in a temporary file, where the picture of a secret must not be.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics (PNG), third edition</a>
 */
final class ModulesPng {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final byte BITS_PER_PIXEL = 1;
    private static final byte GREY = 0;

    /** The only compression method, the only filter set, and no interlacing. */
    private static final byte[] METHODS = {0, 0, 0};

    /** Precedes a line: each byte is added to the one above it. The other filter used here is none, a zero. */
    private static final byte FILTER_UP = 2;

    /** A third of the default's time, for a tenth more bytes. */
    private static final int COMPRESSION = 3;

    /** Length, type and CRC. */
    private static final int CHUNK_FRAME = 12;

    private ModulesPng() {}

    /**
     * A PNG of the matrix.
     *
     * @param modules square; a set bit is dark
     * @param scale width and height of a module in pixels, 1 or more
     */
    static byte[] of(BitMatrix modules, int scale) {
        int size = modules.getWidth() * scale;
        byte[] header = ByteBuffer.allocate(13)
                .putInt(size)
                .putInt(size)
                .put(BITS_PER_PIXEL)
                .put(GREY)
                .put(METHODS)
                .array();
        byte[] pixels = deflated(scanLines(modules, scale));
        ByteBuffer png = ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK_FRAME + header.length + pixels.length);
        png.put(SIGNATURE);
        chunk(png, "IHDR", header);
        chunk(png, "IDAT", pixels);
        chunk(png, "IEND", new byte[0]);
        return png.array();
    }

    /** The lines of a row of modules are the same, so all but its first only refer to the one above. */
    private static byte[] scanLines(BitMatrix modules, int scale) {
        int size = modules.getWidth() * scale;
        int length = 1 + (size + 7) / 8;
        byte[] lines = new byte[size * length];
        for (int row = 0; row < modules.getHeight(); row++) {
            int first = row * scale * length;
            int next = first + length;
            Arrays.fill(lines, first + 1, next, (byte) 0xff);
            for (int column = 0; column < modules.getWidth(); column++) {
                if (modules.get(column, row)) {
                    darken(lines, first + 1, column * scale, scale);
                }
            }
            for (int repeated = next; repeated < first + scale * length; repeated += length) {
                lines[repeated] = FILTER_UP;
            }
        }
        return lines;
    }

    private static void darken(byte[] lines, int line, int from, int pixels) {
        for (int x = from; x < from + pixels; x++) {
            lines[line + x / 8] &= (byte) ~(0x80 >> x % 8);
        }
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream deflated = new ByteArrayOutputStream(1024);
            byte[] part = new byte[1024];
            while (!deflater.finished()) {
                deflated.write(part, 0, deflater.deflate(part));
            }
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteBuffer png, String type, byte[] data) {
        png.putInt(data.length);
        int start = png.position();
        png.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 crc = new CRC32();
        crc.update(png.duplicate().limit(png.position()).position(start));
        png.putInt((int) crc.getValue());
    }
}
