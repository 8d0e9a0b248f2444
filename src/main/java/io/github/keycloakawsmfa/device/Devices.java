package io.github.keycloakawsmfa.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A user's devices and what the ledger says of them, as they are committed now: the one place that is asked. */
public final class Devices {

    private final List<CredentialModel> rows;
    private final LedgerState ledger;

    private Devices(List<CredentialModel> rows, LedgerState ledger) {
        this.rows = rows;
        this.ledger = ledger;
    }

    /** Reads in a session of its own; needs no key, for nothing is opened. */
    public static Devices of(KeycloakSession session, RealmModel realm, UserModel user) {
        String userId = user.getId();
        return OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
            if (innerRealm == null) {
                return new Devices(List.of(), LedgerState.EMPTY);
            }
            return new Devices(
                    new DeviceRows(inner, innerRealm, userId).all(), LedgerRow.read(inner, innerRealm.getId(), userId));
        });
    }

    /** Whether the user has at least one device. */
    public boolean any() {
        return !rows.isEmpty();
    }

    /** @param deviceId a credential id, or null: nothing has no device */
    public boolean exists(String deviceId) {
        return rows.stream().anyMatch(row -> row.getId().equals(deviceId));
    }

    /**
     * Whether the device is there, and what was proved with it at that moment still counts. One that was taken away and
     * put back into the database, as out of a backup, proves nothing of the time before the ledger saw it again; nor does
     * any device of the time before its user was disabled.
     */
    public boolean vouchesFor(String deviceId, Instant moment) {
        DeviceClock clock = ledger.devices().get(deviceId);
        return exists(deviceId) && clock != null && moment.toEpochMilli() >= clock.sinceEpochMilli();
    }

    /** Whether one of them has this name. For answers in time: the ledger decides anew. */
    public boolean haveName(DeviceName name) {
        return rows.stream().map(DeviceSummary::nameOf).anyMatch(name::isTakenBy);
    }

    /** @param deviceId a credential id */
    public Optional<DeviceSummary> find(String deviceId) {
        return list().stream().filter(device -> device.id().equals(deviceId)).findFirst();
    }

    /** In the order in which they were assigned; immutable. */
    public List<DeviceSummary> list() {
        return rows.stream().map(row -> DeviceSummary.of(row, ledger)).toList();
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
