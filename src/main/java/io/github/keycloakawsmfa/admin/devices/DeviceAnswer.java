package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import io.github.keycloakawsmfa.totp.ClockOffset;
import io.github.keycloakawsmfa.totp.TotpParameters;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * One device, as an administrator or its owner reads it.
 *
 * @param assignedAt ISO 8601, in UTC
 * @param lastUsedAt likewise; absent if no code was accepted since it was assigned
 * @param driftSteps device clock minus server clock, in time steps of the device
 * @param clock the same in words
 * @param periodSeconds length of a time step; 0 for a device that counts its codes
 * @param serial of the hardware token that it is; absent for an app
 * @param keyId of the key that its secret is sealed under; absent if the stored device is damaged, and for callers who
 *     may not view the realm
 */
public record DeviceAnswer(
        @JsonProperty("id") String id,
        @JsonProperty("name") String name,
        @JsonProperty("assignedAt") String assignedAt,
        @JsonProperty("lastUsedAt") String lastUsedAt,
        @JsonProperty("driftSteps") long driftSteps,
        @JsonProperty("clock") String clock,
        @JsonProperty("periodSeconds") long periodSeconds,
        @JsonProperty("serial") String serial,
        @JsonProperty("keyId") String keyId) {

    private static final Duration IN_SECONDS = Duration.ofSeconds(90);

    static DeviceAnswer of(DeviceSummary device) {
        return of(device, device.keyId().orElse(null));
    }

    /** For its owner, and for callers who may only manage users: they need not know the server's keys. */
    public static DeviceAnswer withoutKey(DeviceSummary device) {
        return of(device, null);
    }

    private static DeviceAnswer of(DeviceSummary device, String keyId) {
        return new DeviceAnswer(
                device.id(),
                device.name(),
                device.assignedAt().toString(),
                device.lastUsedAt().map(Instant::toString).orElse(null),
                device.drift(),
                clock(device.drift(), device.parameters()),
                device.parameters().period().toSeconds(),
                device.serial().isEmpty() ? null : device.serial(),
                keyId);
    }

    /**
     * What answers say about a device's clock.
     *
     * @param drift device clock minus server clock, in time steps of the device
     * @param parameters the device's
     */
    static String clock(long drift, TotpParameters parameters) {
        ClockOffset offset = ClockOffset.of(drift, parameters);
        return switch (offset.direction()) {
            case RIGHT -> "on time";
            case SLOW -> "about " + span(offset.amount()) + " slow";
            case FAST -> "about " + span(offset.amount()) + " fast";
        };
    }

    private static String span(Duration amount) {
        long seconds = amount.toSeconds();
        return amount.compareTo(IN_SECONDS) <= 0
                ? seconds + " seconds"
                : seconds / 60 + (seconds % 60 == 0 ? "" : ".5") + " minutes";
    }

    /**
     * A device that was just created, with its secret: shown only this once.
     *
     * @param secretKey Base32
     * @param qrCode a PNG, Base64
     * @param expiresAt ISO 8601, in UTC
     */
    public record Created(
            @JsonProperty("id") String id,
            @JsonProperty("name") String name,
            @JsonProperty("secretKey") String secretKey,
            @JsonProperty("otpauthUri") String otpauthUri,
            @JsonProperty("qrCode") String qrCode,
            @JsonProperty("expiresAt") String expiresAt) {

        static Response of(UnassignedDevice.WithSecret secret) {
            Created answer = new Created(
                    secret.device().id(),
                    secret.device().name(),
                    secret.key(),
                    secret.uri().value(),
                    Base64.getEncoder().encodeToString(secret.qrCode()),
                    secret.device().expiresAt().toString());
            return Response.status(Response.Status.CREATED).entity(answer).build();
        }

        /** Redacted: secrets are not for logs. */
        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    /**
     * A device that was created and is not enabled yet, without its secret.
     *
     * @param createdAt ISO 8601, in UTC
     * @param expiresAt likewise
     */
    public record Unassigned(
            @JsonProperty("id") String id,
            @JsonProperty("name") String name,
            @JsonProperty("createdAt") String createdAt,
            @JsonProperty("expiresAt") String expiresAt) {

        public static Unassigned of(UnassignedDevice device) {
            return new Unassigned(
                    device.id(),
                    device.name(),
                    device.createdAt().toString(),
                    device.expiresAt().toString());
        }
    }
}
