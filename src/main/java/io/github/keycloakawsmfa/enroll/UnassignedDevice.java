package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.qr.QrCode;
import java.time.Duration;
import java.time.Instant;

/**
 * A device that was created by a call and is not assigned yet: no code of it counts.
 *
 * @param id the id that it keeps once assigned
 * @param createdAt in whole seconds
 */
public record UnassignedDevice(String id, String name, Instant createdAt) {

    /** The same with its secret, which is shown only once. */
    public record WithSecret(UnassignedDevice device, OtpAuthUri uri) {

        /** The secret key, Base32. */
        public String key() {
            return uri.secret().base32();
        }

        /** The QR code, a PNG. */
        public byte[] qrCode() {
            return QrCode.png(uri.value(), PendingDevice.QR_MODULE_PIXELS);
        }

        /** Redacted: secrets are not for logs. */
        @Override
        public String toString() {
            return "WithSecret[" + device + "]";
        }
    }

    /** How long it can be assigned. */
    static final Duration LIFE = Duration.ofHours(1);

    /** From then on it is void. */
    public Instant expiresAt() {
        return createdAt.plus(LIFE);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt());
    }
}
