package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.enroll.ClockOffsetPolicy.PreviousPair;
import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A device that is being assigned: it is stored only sealed, in a note of the authentication session, which dies with
 * that session, or for an hour where there is no session.
 *
 * @param createdAt when the secret was made, in whole seconds
 * @param mark distinguishes the app's entry for this secret from all others: see {@link AppEntry}
 * @param seen a pair of this secret that was right, but off or not paid for
 */
record PendingDevice(TotpSecret secret, Instant createdAt, String mark, Optional<PreviousPair> seen) {

    /** How long a secret may be shown on the page before it is assigned. */
    static final Duration LIFE = Duration.ofMinutes(30);

    static final TotpParameters PARAMETERS = TotpParameters.AUTHENTICATOR_APP;

    /** Width and height of each module of its QR code, however many there are: phones read them at arm's length. */
    static final int QR_MODULE_PIXELS = 6;

    private static final byte VERSION = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws NullPointerException if any part is null */
    PendingDevice {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(seen, "seen");
    }

    static PendingDevice create(Instant now) {
        return new PendingDevice(
                TotpSecret.random(RANDOM),
                Instant.ofEpochSecond(now.getEpochSecond()),
                AppEntry.newMark(RANDOM),
                Optional.empty());
    }

    /** What the user's app reads, for a device that has no name yet. */
    OtpAuthUri uri(RealmModel realm, UserModel user) {
        return uri(realm, user.getUsername(), null);
    }

    /**
     * What the user's app reads: the realm's name for people, if it has one, and {@link AppEntry}.
     *
     * @param holder whose entry it is, in the app
     * @param deviceName the name that the device will have as long as this is shown, or null
     */
    OtpAuthUri uri(RealmModel realm, String holder, String deviceName) {
        String display = realm.getDisplayName();
        String issuer = display == null || display.isBlank() ? realm.getName() : display;
        AppEntry entry = new AppEntry(holder, deviceName, createdAt, mark);
        return new OtpAuthUri(issuer, entry.account(), secret, PARAMETERS);
    }

    PendingDevice remembering(PreviousPair pair) {
        return new PendingDevice(secret, createdAt, mark, Optional.of(pair));
    }

    boolean isExpired(Instant now) {
        return isExpired(LIFE, now);
    }

    boolean isExpired(Duration life, Instant now) {
        return !now.isBefore(createdAt.plus(life));
    }

    /** How long codes of that moment are still the newest, by the server's clock: more than zero, 30 s at most. */
    static Duration leftInStep(Instant now) {
        long period = PARAMETERS.period().toMillis();
        return Duration.ofMillis(period - Math.floorMod(now.toEpochMilli(), period));
    }

    long createdStep() {
        return PARAMETERS.stepAt(createdAt);
    }

    /** Version, creation time, mark, the pair if any, secret. */
    byte[] toBytes() {
        byte[] raw = secret.bytes();
        ByteBuffer buffer = ByteBuffer.allocate(3 + 3 * Long.BYTES + AppEntry.MARK_LENGTH + raw.length);
        buffer.put(VERSION).putLong(createdAt.getEpochSecond()).put(mark.getBytes(StandardCharsets.US_ASCII));
        buffer.put((byte) (seen.isPresent() ? 1 : 0));
        seen.ifPresent(
                pair -> buffer.putLong(pair.lastStep()).putLong(pair.drift()).put((byte) (pair.believed() ? 1 : 0)));
        buffer.put(raw);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** What {@link #toBytes} wrote, or empty if it is of another version, cut short or of no time. */
    static Optional<PendingDevice> ofBytes(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (buffer.get() != VERSION) {
                return Optional.empty();
            }
            // In milliseconds there is no moment that its life could take beyond the last one.
            Instant createdAt = Instant.ofEpochMilli(Math.multiplyExact(buffer.getLong(), 1000L));
            byte[] mark = new byte[AppEntry.MARK_LENGTH];
            buffer.get(mark);
            Optional<PreviousPair> seen = buffer.get() == 1
                    ? Optional.of(new PreviousPair(buffer.getLong(), buffer.getLong(), buffer.get() == 1))
                    : Optional.empty();
            byte[] raw = new byte[buffer.remaining()];
            buffer.get(raw);
            return Optional.of(new PendingDevice(
                    TotpSecret.of(raw), createdAt, new String(mark, StandardCharsets.US_ASCII), seen));
        } catch (BufferUnderflowException | ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
