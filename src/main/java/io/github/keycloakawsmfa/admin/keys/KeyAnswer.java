package io.github.keycloakawsmfa.admin.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.keys.KeyInspection.KeyUse;

/**
 * One key, as an administrator reads it.
 *
 * @param keyId {@code null} for devices whose stored row is damaged
 * @param devices how many are sealed under it; likewise hardware tokens
 * @param current whether new secrets are sealed under it
 * @param available whether it can be read
 */
public record KeyAnswer(
        @JsonProperty("keyId") String keyId,
        @JsonProperty("devices") long devices,
        @JsonProperty("tokens") long tokens,
        @JsonProperty("current") boolean current,
        @JsonProperty("available") boolean available) {

    public static KeyAnswer of(KeyUse use) {
        return new KeyAnswer(use.keyId().orElse(null), use.devices(), use.tokens(), use.current(), use.available());
    }
}
