package io.github.keycloakawsmfa.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The PNG byte by byte as its standard has it, and whatever the modules pixel by pixel as ImageIO reads it. */
@Label("A PNG of modules")
class ModulesPngTest {

    private record Chunk(String type, byte[] data) {}

    @Test
    void isASignatureAndThreeChunksWithTheirChecksums() {
        List<Chunk> chunks = chunks(ModulesPng.of(random(29, 1), 10));

        assertThat(chunks).extracting(Chunk::type).containsExactly("IHDR", "IDAT", "IEND");
        assertThat(chunks.get(2).data()).isEmpty();
    }

    @Test
    void isGreyWithOneBitAPixelAndNotInterlaced() {
        byte[] header = chunks(ModulesPng.of(random(29, 2), 10)).get(0).data();

        assertThat(ByteBuffer.wrap(header).getInt()).isEqualTo(290);
        assertThat(ByteBuffer.wrap(header).getInt(4)).isEqualTo(290);
        assertThat(header).endsWith(1, 0, 0, 0, 0).hasSize(13);
    }

    @Test
    void hasOneLineOfPixelsForEachOfItsHeightAndNothingBehind() throws Exception {
        // 29 modules at 3 pixels make 87 pixels: eleven bytes, of which the last has a bit to spare, and the filter.
        byte[] lines = inflated(chunks(ModulesPng.of(random(29, 3), 3)).get(1).data(), 87 * 12);

        for (int y = 0; y < 87; y++) {
            assertThat(lines[y * 12]).as("filter of line %d", y).isEqualTo((byte) (y % 3 == 0 ? 0 : 2));
        }
    }

    @Property(tries = 300)
    @Label("has each module as a square of its colour")
    void isReadAsItsModules(
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 9) int scale,
            @ForAll long seed)
            throws IOException {
        BitMatrix modules = random(width, seed);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(ModulesPng.of(modules, scale)));

        assertThat(image.getWidth()).isEqualTo(width * scale);
        assertThat(image.getHeight()).isEqualTo(width * scale);
        for (int y = 0; y < width * scale; y++) {
            for (int x = 0; x < width * scale; x++) {
                int colour = modules.get(x / scale, y / scale) ? 0xff000000 : 0xffffffff;
                if (image.getRGB(x, y) != colour) {
                    assertThat(image.getRGB(x, y)).as("pixel %d, %d", x, y).isEqualTo(colour);
                }
            }
        }
    }

    private static BitMatrix random(int width, long seed) {
        Random random = new Random(seed);
        BitMatrix modules = new BitMatrix(width);
        for (int i = 0; i < width * width; i++) {
            if (random.nextBoolean()) {
                modules.set(i % width, i / width);
            }
        }
        return modules;
    }

    private static List<Chunk> chunks(byte[] png) {
        ByteBuffer left = ByteBuffer.wrap(png);
        byte[] signature = new byte[8];
        left.get(signature);
        assertThat(signature).isEqualTo(new byte[] {(byte) 137, 80, 78, 71, 13, 10, 26, 10});
        List<Chunk> chunks = new ArrayList<>();
        while (left.hasRemaining()) {
            byte[] data = new byte[left.getInt()];
            byte[] type = new byte[4];
            left.get(type).get(data);
            CRC32 crc = new CRC32();
            crc.update(type);
            crc.update(data);
            assertThat(Integer.toUnsignedLong(left.getInt())).isEqualTo(crc.getValue());
            chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
        }
        return chunks;
    }

    private static byte[] inflated(byte[] deflated, int expected) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            byte[] bytes = new byte[expected];
            assertThat(inflater.inflate(bytes)).isEqualTo(expected);
            assertThat(inflater.inflate(new byte[1])).isZero();
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            return bytes;
        } finally {
            inflater.end();
        }
    }
}
