package io.github.keycloakawsmfa.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * Turns a device into a Keycloak credential row and back. The secret is sealed for its realm, user, credential id and
 * type, so a row that was copied to another user, or edited, does not open.
 */
final class DeviceSeal {

    /** In clear, for Keycloak sends credentialData to browsers. */
    private record ClearPart(
            @JsonProperty("v") int version,
            @JsonProperty("algorithm") TotpAlgorithm algorithm,
            @JsonProperty("digits") int digits,
            @JsonProperty("period") long periodSeconds) {}

    private record SealedPart(
            @JsonProperty("secret") String secretBase64,
            @JsonProperty("assignedAt") long assignedAtEpochSecond,
            @JsonProperty("drift") long driftSteps) {}

    private static final int VERSION = 1;

    private final KeySource keys;
    private final String realmId;

    DeviceSeal(KeySource keys, RealmModel realm) {
        this.keys = keys;
        this.realmId = realm.getId();
    }

    /** @throws KeyUnavailableException if there is no key to seal with */
    String currentKeyId() {
        return keys.current().id();
    }

    /** @throws KeyUnavailableException if there is no key to seal with */
    CredentialModel seal(String userId, VirtualMfaDevice device) {
        return seal(keys.current(), realmId, userId, device);
    }

    static CredentialModel seal(MasterKey key, String realmId, String userId, VirtualMfaDevice device) {
        TotpParameters parameters = device.parameters();
        CredentialModel row = new CredentialModel();
        row.setId(device.id());
        row.setType(VirtualMfaDevice.TYPE);
        row.setUserLabel(device.name());
        row.setCreatedDate(device.assignedAt().toEpochMilli());
        row.setCredentialData(write(new ClearPart(
                VERSION,
                parameters.algorithm(),
                parameters.digits(),
                parameters.period().toSeconds())));
        byte[] plaintext = bytes(new SealedPart(
                Base64.getEncoder().encodeToString(device.secret().bytes()),
                device.assignedAt().getEpochSecond(),
                device.driftAtAssignment()));
        row.setSecretData(Envelope.seal(key, realmId, context(realmId, userId, row), plaintext)
                .toJson());
        return row;
    }

    /**
     * @throws KeyUnavailableException if the key that the envelope names is unavailable
     * @throws BrokenSealException if the row does not open for this user
     */
    VirtualMfaDevice open(String userId, CredentialModel row) {
        if (row.getId() == null) {
            throw new BrokenSealException("it has no id, so it was not sealed here");
        }
        Envelope envelope = Envelope.fromJson(row.getSecretData());
        return open(envelope, keys.byId(envelope.keyId()), realmId, userId, row);
    }

    /** Whether a stored row opens with this very key. */
    static boolean opens(MasterKey key, String realmId, String userId, CredentialModel row) {
        try {
            return open(Envelope.fromJson(row.getSecretData()), key, realmId, userId, row) != null;
        } catch (BrokenSealException e) {
            return false;
        }
    }

    static VirtualMfaDevice open(Envelope envelope, MasterKey key, String realmId, String userId, CredentialModel row) {
        byte[] plaintext = envelope.open(key, realmId, context(realmId, userId, row));
        try {
            SealedPart inside = JsonSerialization.readValue(plaintext, SealedPart.class);
            ClearPart outside = JsonSerialization.readValue(row.getCredentialData(), ClearPart.class);
            if (outside.version != VERSION) {
                throw new BrokenSealException("device version " + outside.version + " is unknown to this release");
            }
            return new VirtualMfaDevice(
                    row.getId(),
                    row.getUserLabel(),
                    new TotpParameters(outside.algorithm, outside.digits, Duration.ofSeconds(outside.periodSeconds)),
                    TotpSecret.of(Base64.getDecoder().decode(inside.secretBase64)),
                    Instant.ofEpochSecond(inside.assignedAtEpochSecond),
                    inside.driftSteps);
        } catch (IOException | RuntimeException e) {
            throw e instanceof BrokenSealException broken ? broken : new BrokenSealException("not a device");
        }
    }

    /** The clear part is bound too: whoever edits digits or period in the database breaks the seal. */
    private static byte[] context(String realmId, String userId, CredentialModel row) {
        return LengthPrefixed.of(
                "device", realmId, userId, row.getId(), row.getType(), String.valueOf(row.getCredentialData()));
    }

    private static String write(ClearPart part) {
        try {
            return JsonSerialization.writeValueAsString(part);
        } catch (IOException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }

    private static byte[] bytes(SealedPart part) {
        try {
            return JsonSerialization.writeValueAsBytes(part);
        } catch (IOException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }
}
