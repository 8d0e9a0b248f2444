package io.github.keycloakawsmfa.device;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Whether a user has devices, or one still exists: read afresh from the database, the one place that is asked. */
public final class Devices {

    private final List<DeviceSummary> devices;

    private Devices(List<DeviceSummary> devices) {
        this.devices = devices;
    }

    /** Reads the user's devices as they are committed now; needs no key, for nothing is opened. */
    public static Devices of(KeycloakSession session, RealmModel realm, UserModel user) {
        String userId = user.getId();
        return OwnTransaction.run(
                session,
                realm.getId(),
                (inner, innerRealm) -> new Devices(
                        innerRealm == null ? List.of() : summaries(new DeviceRows(inner, innerRealm, userId))));
    }

    private static List<DeviceSummary> summaries(DeviceRows rows) {
        return rows.all().stream()
                .map(row -> new DeviceSummary(
                        row.getId(),
                        Objects.requireNonNullElse(row.getUserLabel(), row.getId()),
                        Instant.ofEpochMilli(Objects.requireNonNullElse(row.getCreatedDate(), 0L))))
                .toList();
    }

    /** Whether the user has at least one device. */
    public boolean any() {
        return !devices.isEmpty();
    }

    /** @param deviceId a credential id, or null: nothing has no device */
    public boolean exists(String deviceId) {
        return devices.stream().anyMatch(device -> device.id().equals(deviceId));
    }

    /** In the order in which they were assigned; immutable. */
    public List<DeviceSummary> list() {
        return devices;
    }
}
