package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import java.time.Instant;

/**
 * One device, as an administrator or its owner reads it.
 *
 * @param assignedAt ISO 8601, in UTC
 * @param lastUsedAt likewise; absent if no code was accepted since it was assigned
 * @param driftSteps device clock minus server clock, in steps of 30 seconds
 * @param clock the same in words
 * @param keyId of the key that its secret is sealed under; absent if the stored device is damaged, and for callers who
 *     may not view the realm
 */
record DeviceAnswer(
        @JsonProperty("id") String id,
        @JsonProperty("name") String name,
        @JsonProperty("assignedAt") String assignedAt,
        @JsonProperty("lastUsedAt") String lastUsedAt,
        @JsonProperty("driftSteps") long driftSteps,
        @JsonProperty("clock") String clock,
        @JsonProperty("keyId") String keyId) {

    static DeviceAnswer of(DeviceSummary device) {
        return of(device, device.keyId().orElse(null));
    }

    /** For its owner, and for callers who may only manage users: they need not know the server's keys. */
    static DeviceAnswer withoutKey(DeviceSummary device) {
        return of(device, null);
    }

    private static DeviceAnswer of(DeviceSummary device, String keyId) {
        return new DeviceAnswer(
                device.id(),
                device.name(),
                device.assignedAt().toString(),
                device.lastUsedAt().map(Instant::toString).orElse(null),
                device.drift(),
                ClockWords.of(device.drift()),
                keyId);
    }
}
