package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Lists of equally long entries as Base64 text, so that a full row stays small. */
final class Packed {

    /** How many devices evidence can name: many more than a user may have, but an import may bring any number. */
    static final int DEVICES = 1 << Byte.SIZE;

    private static final int WRONG_CODE = Integer.BYTES + 3;
    private static final int EVIDENCE = 3 * Long.BYTES;

    /** The evidence's moment in milliseconds since the epoch: 48 of 64 bits, until the year 10889. */
    private static final int MOMENT_BITS = 48;

    private Packed() {}

    /** Each in 7 bytes: the second (unsigned), the tab. */
    static String wrongCodes(List<WrongCode> codes) {
        return pack(
                codes,
                WRONG_CODE,
                (code, bytes) -> bytes.putInt((int) code.atEpochSecond())
                        .put((byte) (code.tab() >> 16))
                        .putShort((short) code.tab()));
    }

    static List<WrongCode> wrongCodes(String packed) {
        return unpack(
                packed,
                WRONG_CODE,
                bytes -> new WrongCode(
                        Integer.toUnsignedLong(bytes.getInt()),
                        (bytes.get() & 0xFF) << 16 | bytes.getShort() & 0xFFFF));
    }

    /** Each in 4 bytes, unsigned. */
    static String seconds(List<Long> seconds) {
        return pack(seconds, Integer.BYTES, (second, bytes) -> bytes.putInt(second.intValue()));
    }

    static List<Long> seconds(String packed) {
        return unpack(packed, Integer.BYTES, bytes -> Integer.toUnsignedLong(bytes.getInt()));
    }

    /**
     * Each in 24 bytes: session, mark, and in the last eight the kind, the device and the moment.
     *
     * @param devices which the entries refer to by index
     */
    static String evidence(List<EvidenceEntry> entries, List<String> devices) {
        return pack(
                entries,
                EVIDENCE,
                (entry, bytes) -> bytes.putLong(entry.session())
                        .putLong(entry.mark())
                        .putLong((long) entry.kind().ordinal() << MOMENT_BITS + Byte.SIZE
                                | (long) devices.indexOf(entry.deviceId()) << MOMENT_BITS
                                | entry.atEpochMilli()));
    }

    /** @throws IndexOutOfBoundsException if an entry names a kind or device that does not exist */
    static List<EvidenceEntry> evidence(String packed, List<String> devices) {
        return unpack(packed, EVIDENCE, bytes -> {
            long session = bytes.getLong();
            long mark = bytes.getLong();
            long rest = bytes.getLong();
            return new EvidenceEntry(
                    session,
                    mark,
                    devices.get((int) (rest >>> MOMENT_BITS) & 0xFF),
                    EvidenceEntry.Kind.values()[(int) (rest >>> MOMENT_BITS + Byte.SIZE)],
                    rest & (1L << MOMENT_BITS) - 1);
        });
    }

    private static <T> String pack(List<T> entries, int size, BiConsumer<T, ByteBuffer> write) {
        ByteBuffer bytes = ByteBuffer.allocate(entries.size() * size);
        entries.forEach(entry -> write.accept(entry, bytes));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static <T> List<T> unpack(String packed, int size, Function<ByteBuffer, T> read) {
        byte[] bytes = Base64.getDecoder().decode(packed);
        if (bytes.length % size != 0) {
            throw new IllegalArgumentException("Cut short");
        }
        List<T> entries = new ArrayList<>(bytes.length / size);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            entries.add(read.apply(rest));
        }
        return entries;
    }
}
