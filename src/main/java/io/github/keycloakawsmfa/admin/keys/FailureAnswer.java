package io.github.keycloakawsmfa.admin.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.device.keys.KeyInspection.DeviceFailure;
import io.github.keycloakawsmfa.device.token.TokenKeys.TokenFailure;
import java.util.List;
import java.util.stream.Stream;

/** Of a device, or of the hardware token with this serial number. */
record FailureAnswer(
        @JsonProperty("userId") String userId,
        @JsonProperty("deviceId") String deviceId,
        @JsonProperty("serial") String serial,
        @JsonProperty("reason") String reason) {

    static List<FailureAnswer> of(List<DeviceFailure> devices, List<TokenFailure> tokens) {
        return Stream.concat(
                        devices.stream()
                                .map(device ->
                                        new FailureAnswer(device.userId(), device.deviceId(), null, device.reason())),
                        tokens.stream().map(token -> new FailureAnswer(null, null, token.serial(), token.reason())))
                .toList();
    }
}
