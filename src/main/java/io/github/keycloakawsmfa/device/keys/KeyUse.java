package io.github.keycloakawsmfa.device.keys;

import java.util.Optional;

/**
 * How many devices are sealed under one key.
 *
 * @param keyId empty for devices whose row is damaged
 * @param current whether new secrets are sealed under it
 * @param available whether it can be read
 */
public record KeyUse(Optional<String> keyId, long devices, boolean current, boolean available) {}
