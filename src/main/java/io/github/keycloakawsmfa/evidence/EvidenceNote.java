package io.github.keycloakawsmfa.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.keycloakawsmfa.device.LengthPrefixed;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evidence as text: {@code 1.DEVICE_ID.KIND.EPOCH_MILLIS.MAC}. The MAC covers the realm, the user and the session as
 * well, so a note that was copied elsewhere is no evidence there.
 */
final class EvidenceNote {

    private static final String VERSION = "1";
    private static final Pattern FORMAT =
            Pattern.compile("1\\.([A-Za-z0-9-]{1,64})\\.(code|assigned)\\.([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");

    private final UnaryOperator<byte[]> mac;
    private final String realmId;
    private final String userId;
    private final String sessionId;

    EvidenceNote(UnaryOperator<byte[]> mac, String realmId, String userId, String sessionId) {
        this.mac = mac;
        this.realmId = realmId;
        this.userId = userId;
        this.sessionId = sessionId;
    }

    String write(Evidence evidence) {
        long millis = evidence.at().toEpochMilli();
        String kind = evidence.kind().wireName();
        return String.join(
                ".",
                VERSION,
                evidence.deviceId(),
                kind,
                Long.toString(millis),
                authentic(evidence.deviceId(), kind, millis));
    }

    /** @return empty for whatever this realm did not write for this user and session */
    Optional<Evidence> read(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long millis = Long.parseLong(parts.group(3));
        byte[] expected = authentic(parts.group(1), parts.group(2), millis).getBytes(US_ASCII);
        byte[] found = parts.group(4).getBytes(US_ASCII);
        if (!MessageDigest.isEqual(expected, found)) {
            return Optional.empty();
        }
        return EvidenceKind.ofWireName(parts.group(2))
                .map(kind -> new Evidence(parts.group(1), kind, Instant.ofEpochMilli(millis)));
    }

    private String authentic(String deviceId, String kind, long millis) {
        byte[] message = LengthPrefixed.of(VERSION, realmId, userId, sessionId, deviceId, kind, Long.toString(millis));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.apply(message));
    }
}
