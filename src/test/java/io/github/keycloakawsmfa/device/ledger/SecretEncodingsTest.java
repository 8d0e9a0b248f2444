package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The search for secrets finds one however it was written. */
class SecretEncodingsTest {

    private static final String SHOWN = "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ";
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> SPELLINGS = SecretEncodings.of(SECRET, SHOWN);

    @Test
    void findsItInPlaces() {
        for (int before = 0; before < 7; before++) {
            for (int after = 0; after < 3; after++) {
                byte[] within = ("x".repeat(before) + "12345678901234567890" + "y".repeat(after))
                        .getBytes(StandardCharsets.US_ASCII);
                isFoundIn(Base64.getEncoder().encodeToString(within));
                isFoundIn(Base64.getUrlEncoder().withoutPadding().encodeToString(within));
                isFoundIn(HexFormat.of().formatHex(within));
                isFoundIn(HexFormat.of().withUpperCase().formatHex(within));
                isFoundIn(new String(within, StandardCharsets.ISO_8859_1));
                String text = "x".repeat(before) + SHOWN.replace(" ", "") + "y".repeat(after);
                isFoundIn(text);
                isFoundIn(text.toLowerCase(Locale.ROOT));
                isFoundIn(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
            }
        }
        isFoundIn("key: " + SHOWN);
    }

    @Test
    void findsNothingElse() {
        assertThat("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ").doesNotContain(SPELLINGS);
        assertThat(SPELLINGS).allSatisfy(spelling -> assertThat(spelling).hasSizeGreaterThanOrEqualTo(20));
    }

    private static void isFoundIn(String text) {
        assertThat(SPELLINGS).as(text).anySatisfy(spelling -> assertThat(text).contains(spelling));
    }
}
