package io.github.keycloakawsmfa.device.keys;

/**
 * A device that could not be opened, or removed, and stays as it is.
 *
 * @param deviceId null if it is about all of the user's devices
 */
public record DeviceFailure(String userId, String deviceId, String reason) {}
