package io.github.keycloakawsmfa.admin.tokens;

import io.github.keycloakawsmfa.fixture.TestRealm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.keycloak.models.utils.HmacOTP;

/**
 * A hardware token that somebody has in the hand. Its codes are by Keycloak's own implementation of RFC 4226.
 *
 * @param algorithm as Keycloak names it
 * @param offset its clock minus true time
 */
record CardToken(TestRealm realm, String serial, String algorithm, int digits, int period, Duration offset) {

    static CardToken of(TestRealm realm, String serial) {
        return new CardToken(realm, serial, "HmacSHA1", 6, 60, Duration.ZERO);
    }

    CardToken with(String otherAlgorithm, int otherDigits, int otherPeriod) {
        return new CardToken(realm, serial, otherAlgorithm, otherDigits, otherPeriod, offset);
    }

    CardToken off(Duration by) {
        return new CardToken(realm, serial, algorithm, digits, period, by);
    }

    byte[] key() {
        return (serial + "-and-sixteen-bytes").getBytes(StandardCharsets.US_ASCII);
    }

    String hexKey() {
        return HexFormat.of().formatHex(key());
    }

    /** What it shows now. */
    String code() {
        Instant shown = realm.clock().now().plus(offset);
        String step = String.format(java.util.Locale.ROOT, "%016X", Math.floorDiv(shown.getEpochSecond(), period));
        return new HmacOTP(digits, algorithm, 1).generateOTP(key(), step, digits, algorithm);
    }

    /** Lets its next code come, and shows it. */
    String nextCode() {
        realm.clock().advance(Duration.ofSeconds(period));
        return code();
    }
}
