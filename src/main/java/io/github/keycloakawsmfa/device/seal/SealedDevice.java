package io.github.keycloakawsmfa.device.seal;

import io.github.keycloakawsmfa.totp.TotpParameters;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Cipher;
import org.keycloak.credential.CredentialModel;

/**
 * Turns a device into a Keycloak credential row and back. The secret is sealed for its realm, user, credential id and
 * type, so a row that was copied to another user, or edited, does not open.
 */
public final class SealedDevice {

    private SealedDevice() {}

    public static CredentialModel seal(MasterKey key, String realmId, String userId, VirtualMfaDevice device) {
        CredentialModel row = new CredentialModel();
        row.setId(device.id());
        row.setType(VirtualMfaDevice.TYPE);
        row.setUserLabel(device.name());
        row.setCreatedDate(device.assignedAt().toEpochMilli());
        row.setCredentialData(ClearPart.write(device.parameters(), device.serial()));
        byte[] plaintext = SealedPart.of(device).write();
        row.setSecretData(Envelope.seal(key, realmId, context(realmId, userId, row), plaintext)
                .toJson());
        return row;
    }

    /** What a row says in clear, which only {@link #open} proves; empty if it is damaged. */
    public static Optional<TotpParameters> parametersOf(CredentialModel row) {
        return clearPart(row).map(ClearPart::parameters);
    }

    /** Likewise, of the hardware token that the device is; empty for an app. */
    public static String serialOf(CredentialModel row) {
        return clearPart(row).map(ClearPart::serialOrEmpty).orElse("");
    }

    private static Optional<ClearPart> clearPart(CredentialModel row) {
        try {
            ClearPart part = ClearPart.read(row.getCredentialData());
            // Damaged, if they are no parameters.
            part.parameters();
            return Optional.of(part);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a stored row opens with this very key. */
    static boolean opens(MasterKey key, String realmId, String userId, CredentialModel row) {
        try {
            return open(Envelope.fromJson(row.getSecretData()), Envelope.newCipher(), key, realmId, userId, row)
                    != null;
        } catch (BrokenSealException e) {
            return false;
        }
    }

    /** @param cipher {@link Envelope#newCipher} */
    static VirtualMfaDevice open(
            Envelope envelope, Cipher cipher, MasterKey key, String realmId, String userId, CredentialModel row) {
        byte[] plaintext = envelope.open(cipher, key, realmId, context(realmId, userId, row));
        try {
            SealedPart inside = SealedPart.read(plaintext);
            ClearPart clear = ClearPart.read(row.getCredentialData());
            return new VirtualMfaDevice(
                    row.getId(),
                    row.getUserLabel(),
                    clear.parameters(),
                    inside.secret(),
                    Instant.ofEpochSecond(inside.assignedAtEpochSecond()),
                    inside.driftSteps(),
                    clear.serialOrEmpty());
        } catch (IOException | RuntimeException e) {
            throw e instanceof BrokenSealException broken ? broken : new BrokenSealException("not a device");
        }
    }

    /** The clear part is bound too: editing digits or period in the database breaks the seal. */
    private static byte[] context(String realmId, String userId, CredentialModel row) {
        return LengthPrefixed.of(
                "device", realmId, userId, row.getId(), row.getType(), String.valueOf(row.getCredentialData()));
    }
}
