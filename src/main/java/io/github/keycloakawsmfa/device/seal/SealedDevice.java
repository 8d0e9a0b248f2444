package io.github.keycloakawsmfa.device.seal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import org.keycloak.credential.CredentialModel;
import org.keycloak.util.JsonSerialization;

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

    /**
     * What a device's row says in clear, because Keycloak sends credentialData to browsers.
     *
     * @param serial null for an app
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClearPart(
            @JsonProperty("v") int version,
            @JsonProperty("algorithm") TotpAlgorithm algorithm,
            @JsonProperty("digits") int digits,
            @JsonProperty("period") long periodSeconds,
            @JsonProperty("serial") String serial) {

        private static final int VERSION = 1;

        /**
         * Of anything but six digits each 30 seconds, or with a serial number: earlier releases cannot check its codes,
         * and refuse it by this.
         */
        private static final int VERSION_OF_OTHERS = 2;

        /** What every device assigned here says: compared, and not parsed each time. */
        private static final ClearPart OF_APPS = of(TotpParameters.AUTHENTICATOR_APP, "");

        private static final String OF_APPS_TEXT = write(TotpParameters.AUTHENTICATOR_APP, "");

        private static ClearPart of(TotpParameters parameters, String serial) {
            return new ClearPart(
                    serial.isEmpty() && isOrdinary(parameters) ? VERSION : VERSION_OF_OTHERS,
                    parameters.algorithm(),
                    parameters.digits(),
                    parameters.period().toSeconds(),
                    serial.isEmpty() ? null : serial);
        }

        private static boolean isOrdinary(TotpParameters parameters) {
            return parameters.digits() == TotpParameters.AUTHENTICATOR_APP.digits()
                    && parameters.period().equals(TotpParameters.AUTHENTICATOR_APP.period());
        }

        static String write(TotpParameters parameters, String serial) {
            try {
                return JsonSerialization.writeValueAsString(of(parameters, serial));
            } catch (IOException e) {
                throw new IllegalStateException("A record of plain values is always JSON", e);
            }
        }

        /**
         * @throws BrokenSealException if its version is unknown to this release
         * @throws IOException if it is damaged; likewise IllegalArgumentException and NullPointerException
         */
        static ClearPart read(String json) throws IOException {
            if (OF_APPS_TEXT.equals(json)) {
                return OF_APPS;
            }
            ClearPart part = JsonSerialization.readValue(json, ClearPart.class);
            if (part.version != VERSION && part.version != VERSION_OF_OTHERS) {
                throw new BrokenSealException("device version " + part.version + " is unknown to this release");
            }
            return part;
        }

        /** @throws IllegalArgumentException if it is damaged; likewise NullPointerException */
        TotpParameters parameters() {
            return equals(OF_APPS)
                    ? TotpParameters.AUTHENTICATOR_APP
                    : new TotpParameters(algorithm, digits, Duration.ofSeconds(periodSeconds));
        }

        String serialOrEmpty() {
            return serial == null ? "" : serial;
        }
    }

    /** The part of a device that is in its envelope. */
    record SealedPart(
            @JsonProperty("secret") String secretBase64,
            @JsonProperty("assignedAt") long assignedAtEpochSecond,
            @JsonProperty("drift") long driftSteps) {

        private static final JsonFactory JSON = new JsonFactory();

        static SealedPart of(VirtualMfaDevice device) {
            return new SealedPart(
                    Base64.getEncoder().encodeToString(device.secret().bytes()),
                    device.assignedAt().getEpochSecond(),
                    device.driftAtAssignment());
        }

        byte[] write() {
            try {
                return JsonSerialization.writeValueAsBytes(this);
            } catch (IOException e) {
                throw new IllegalStateException("A record of plain values is always JSON", e);
            }
        }

        /**
         * By hand, as {@link Envelope} is.
         *
         * @throws BrokenSealException if it has a field that is unknown to this release: resealing would lose that
         * @throws IOException if it is not JSON
         */
        static SealedPart read(byte[] json) throws IOException {
            String secretBase64 = null;
            long assignedAtEpochSecond = 0;
            long driftSteps = 0;
            try (JsonParser fields = JSON.createParser(new String(json, StandardCharsets.UTF_8))) {
                fields.nextToken();
                for (String name = fields.nextFieldName(); name != null; name = fields.nextFieldName()) {
                    switch (name) {
                        case "secret" -> secretBase64 = fields.nextTextValue();
                        case "assignedAt" -> assignedAtEpochSecond = fields.nextLongValue(0);
                        case "drift" -> driftSteps = fields.nextLongValue(0);
                        default -> throw new BrokenSealException("not a device");
                    }
                }
            }
            return new SealedPart(secretBase64, assignedAtEpochSecond, driftSteps);
        }

        TotpSecret secret() {
            return TotpSecret.of(Base64.getDecoder().decode(secretBase64));
        }

        @Override
        public String toString() {
            return "SealedPart[redacted]";
        }
    }
}
