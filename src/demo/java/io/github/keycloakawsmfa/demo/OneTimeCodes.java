package io.github.keycloakawsmfa.demo;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The codes of one key as a phone would show them: SHA-1, six digits, 30 seconds. It shares no line with the plugin, so that tests
 * that take their codes from here do not share its mistakes.
 *
 * @param key the secret's bytes, not null
 */
public record OneTimeCodes(byte[] key) {

    public static final Duration PERIOD = Duration.ofSeconds(30);

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int FEWEST_CHARACTERS = 16;
    private static final int MOST_CHARACTERS = 256;

    /**
     * Reads Base32 in any case, with blanks or hyphens between its groups.
     *
     * @return empty if it is something else, or has fewer than 16 characters or more than 256
     */
    public static Optional<OneTimeCodes> ofKey(String typed) {
        String base32 =
                typed.replaceAll("[\\s\\u00A0-]", "").replaceAll("=+$", "").toUpperCase(Locale.ROOT);
        if (base32.length() < FEWEST_CHARACTERS || base32.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int bits = 0;
        int count = 0;
        for (char character : base32.toCharArray()) {
            int value = ALPHABET.indexOf(character);
            if (value < 0) {
                return Optional.empty();
            }
            bits = (bits << 5 | value) & 0xFFF;
            count += 5;
            if (count >= 8) {
                count -= 8;
                bytes.put((byte) (bits >> count));
            }
        }
        return Optional.of(new OneTimeCodes(bytes.array()));
    }

    public static long stepAt(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), PERIOD.toSeconds());
    }

    static Duration restAt(Instant now) {
        Instant end = Instant.ofEpochSecond((stepAt(now) + 1) * PERIOD.toSeconds());
        return Duration.between(now, end);
    }

    public String at(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "RAW"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int binary = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xF) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", binary % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has HmacSHA1", e);
        }
    }
}
