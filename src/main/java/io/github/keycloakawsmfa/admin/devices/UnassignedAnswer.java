package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;

/**
 * A device that was created and is not enabled yet, without its secret.
 *
 * @param createdAt ISO 8601, in UTC
 * @param expiresAt likewise
 */
record UnassignedAnswer(
        @JsonProperty("id") String id,
        @JsonProperty("name") String name,
        @JsonProperty("createdAt") String createdAt,
        @JsonProperty("expiresAt") String expiresAt) {

    static UnassignedAnswer of(UnassignedDevice device) {
        return new UnassignedAnswer(
                device.id(),
                device.name(),
                device.createdAt().toString(),
                device.expiresAt().toString());
    }
}
