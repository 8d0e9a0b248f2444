package io.github.keycloakawsmfa.device.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;

/** A user whose ledger row is locked: devices and state as an operation leaves them, and what is to be reported. */
final class LockedUser {

    private final LedgerTransaction.LockedLedger locked;
    private final List<CredentialModel> rows;
    private final List<Consumer<LedgerEvents>> events = new ArrayList<>();
    private LedgerState state;
    private boolean rowsChanged;

    /** @param state as it was read; its entries for devices that are gone are dropped */
    LockedUser(LedgerTransaction.LockedLedger locked, LedgerState state) {
        this.locked = locked;
        this.rows = new ArrayList<>(locked.devices().all(locked.row(), state));
        this.state = state.onlyDevices(rows.stream().map(CredentialModel::getId).toList());
    }

    LedgerTransaction.LockedLedger locked() {
        return locked;
    }

    String userId() {
        return locked.userId();
    }

    Instant now() {
        return locked.now();
    }

    LedgerState state() {
        return state;
    }

    void change(LedgerState changed) {
        state = changed;
    }

    /** Reported once the operation is committed. */
    void tell(Consumer<LedgerEvents> event) {
        events.add(event);
    }

    /** In the order in which they were assigned. */
    List<CredentialModel> rows() {
        return rows;
    }

    Optional<CredentialModel> find(String deviceId) {
        return rows.stream().filter(row -> row.getId().equals(deviceId)).findFirst();
    }

    /** @param ownId the device that may have the name, or null */
    boolean isTaken(DeviceName name, String ownId) {
        Stream<CredentialModel> others =
                rows.stream().filter(row -> !row.getId().equals(ownId));
        return others.map(DeviceSummary::nameOf).anyMatch(name::isTakenBy);
    }

    void insert(CredentialModel row) {
        locked.devices().insert(row);
        rowsChanged = true;
        rows.add(row);
    }

    void rename(CredentialModel row, DeviceName name) {
        row.setUserLabel(name.value());
        locked.devices().update(row);
        rowsChanged = true;
    }

    void remove(CredentialModel row) {
        locked.devices().remove(row.getId());
        rowsChanged = true;
        rows.remove(row);
        state = state.withoutDevice(row.getId());
    }

    /** The end of each operation: the state is stored. */
    <T> LedgerChange<T> done(T outcome) {
        return result(new LedgerResult.Done<>(outcome));
    }

    /** The same, of an operation for which a device may have to open. */
    <T> LedgerChange<T> result(LedgerResult<T> result) {
        locked.row().store(state);
        return new LedgerChange<>(
                result, rowsChanged, events, new Devices(locked.realm().getId(), userId(), rows, state));
    }
}
