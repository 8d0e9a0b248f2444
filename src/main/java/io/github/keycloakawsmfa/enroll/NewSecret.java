package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.qr.QrCode;

/** A device that was just created, with its secret: shown only this once. */
public record NewSecret(UnassignedDevice device, OtpAuthUri uri) {

    /** The secret key, Base32. */
    public String key() {
        return uri.secret().base32();
    }

    /** The QR code, a PNG. */
    public byte[] qrCode() {
        return QrCode.png(uri.value(), PendingDevice.QR_PIXELS);
    }

    /** Redacted: secrets are not for logs. */
    @Override
    public String toString() {
        return "NewSecret[" + device + "]";
    }
}
