package io.github.keycloakawsmfa.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A user's devices and what the ledger says of them, as they are committed now: the one place that is asked. */
public final class Devices {

    private final List<DeviceSummary> devices;
    private final LedgerState ledger;

    private Devices(List<DeviceSummary> devices, LedgerState ledger) {
        this.devices = devices;
        this.ledger = ledger;
    }

    /** Reads in a session of its own; needs no key, for nothing is opened. */
    public static Devices of(KeycloakSession session, RealmModel realm, UserModel user) {
        String userId = user.getId();
        return OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
            if (innerRealm == null) {
                return new Devices(List.of(), LedgerState.EMPTY);
            }
            LedgerState ledger = LedgerRow.read(inner, innerRealm.getId(), userId);
            return new Devices(
                    new DeviceRows(inner, innerRealm, userId)
                            .all().stream()
                                    .map(row -> DeviceSummary.of(row, ledger))
                                    .toList(),
                    ledger);
        });
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

    /** Whether a single code does not count any more, but two consecutive ones do. For pages: the ledger decides anew. */
    public boolean needPair(Instant now) {
        return any() && Throttle.needsPair(ledger, now);
    }

    /** How long no code is looked at, zero for not at all. For pages: the ledger decides anew. */
    public Duration waiting(Instant now) {
        return Throttle.waiting(ledger, now);
    }
}
