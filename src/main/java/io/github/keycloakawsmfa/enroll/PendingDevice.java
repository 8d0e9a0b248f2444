package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A device that is being assigned: nothing of it is stored but sealed, in a note of the authentication session, which dies
 * with that session, or for an hour where no session is.
 *
 * @param createdAt when the secret was made, in whole seconds
 * @param seen a pair of this secret that was right, but off or not paid for
 */
record PendingDevice(TotpSecret secret, Instant createdAt, Optional<SeenPair> seen) {

    /** How long a secret may be shown on the page before it is assigned. */
    static final Duration LIFE = Duration.ofMinutes(30);

    static final TotpParameters PARAMETERS = TotpParameters.AUTHENTICATOR_APP;

    /** Width and height of its QR code at most. */
    static final int QR_PIXELS = 300;

    private static final byte VERSION = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws NullPointerException if any part is null */
    PendingDevice {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(seen, "seen");
    }

    static PendingDevice create(Instant now) {
        return new PendingDevice(
                TotpSecret.random(RANDOM), Instant.ofEpochSecond(now.getEpochSecond()), Optional.empty());
    }

    /** What the user's app reads: the realm's name for people, if it has one, and the user's. */
    OtpAuthUri uri(RealmModel realm, UserModel user) {
        String display = realm.getDisplayName();
        String issuer = display == null || display.isBlank() ? realm.getName() : display;
        return new OtpAuthUri(issuer, user.getUsername(), secret, PARAMETERS);
    }

    PendingDevice remembering(SeenPair pair) {
        return new PendingDevice(secret, createdAt, Optional.of(pair));
    }

    boolean isExpired(Instant now) {
        return isExpired(LIFE, now);
    }

    boolean isExpired(Duration life, Instant now) {
        return !now.isBefore(createdAt.plus(life));
    }

    long createdStep() {
        return PARAMETERS.stepAt(createdAt);
    }

    /** Version, creation time, the pair if any, secret. */
    byte[] toBytes() {
        byte[] raw = secret.bytes();
        ByteBuffer buffer = ByteBuffer.allocate(3 + 3 * Long.BYTES + raw.length);
        buffer.put(VERSION).putLong(createdAt.getEpochSecond());
        buffer.put((byte) (seen.isPresent() ? 1 : 0));
        seen.ifPresent(
                pair -> buffer.putLong(pair.lastStep()).putLong(pair.drift()).put((byte) (pair.believed() ? 1 : 0)));
        buffer.put(raw);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** What {@link #toBytes} wrote, or empty if it is of another version or cut short. */
    static Optional<PendingDevice> ofBytes(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (buffer.get() != VERSION) {
                return Optional.empty();
            }
            Instant createdAt = Instant.ofEpochSecond(buffer.getLong());
            Optional<SeenPair> seen = buffer.get() == 1
                    ? Optional.of(new SeenPair(buffer.getLong(), buffer.getLong(), buffer.get() == 1))
                    : Optional.empty();
            byte[] raw = new byte[buffer.remaining()];
            buffer.get(raw);
            return Optional.of(new PendingDevice(TotpSecret.of(raw), createdAt, seen));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
