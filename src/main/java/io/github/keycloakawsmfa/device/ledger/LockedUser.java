package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;

/** A user whose ledger row is locked: devices and state as an operation leaves them, and what is to be reported. */
final class LockedUser {

    private final LedgerTransaction.LockedLedger locked;
    private final List<CredentialModel> rows;
    private final List<BuiltInOtp> waiting;
    private final List<Consumer<LedgerEvents>> events = new ArrayList<>();
    private final List<Consumer<CodeCounts>> counts = new ArrayList<>();
    private final Map<String, DeviceClock> removedClocks;
    private LedgerState state;
    private boolean rowsChanged;

    private LockedUser(LedgerTransaction.LockedLedger locked, LedgerState state) {
        this.locked = locked;
        this.rows = new ArrayList<>(locked.devices().all(locked.row(), state));
        this.waiting = new ArrayList<>(
                WaitingOtp.in(locked.realm(), rows.size(), state, locked.now(), locked.devices()::lockedBuiltInOtp));
        // Without entries for devices that are gone: Keycloak itself may have removed them.
        List<String> present = Stream.concat(
                        rows.stream().map(CredentialModel::getId),
                        waiting.stream().map(BuiltInOtp::id))
                .toList();
        this.state = state.onlyDevices(present);
        this.removedClocks = new HashMap<>(state.devices());
        this.removedClocks.keySet().removeAll(present);
    }

    /** @throws LedgerUnreadableException if what the row holds cannot be read */
    static LockedUser of(LedgerTransaction.LockedLedger locked) {
        return new LockedUser(locked, locked.row().state());
    }

    /**
     * For an administrator, who repairs what cannot be read: nothing is kept of such a row, and each device starts as
     * if the ledger had never seen it. Whether there were others is not known.
     */
    static LockedUser evenIfUnreadable(LedgerTransaction.LockedLedger locked) {
        try {
            return of(locked);
        } catch (LedgerUnreadableException e) {
            return new LockedUser(locked, LedgerState.EMPTY.withLostDevice(true));
        }
    }

    /** What the ledger knew, until this act, of devices that Keycloak itself has removed, by their ids. */
    Map<String, DeviceClock> removedClocks() {
        return removedClocks;
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
    void report(Consumer<LedgerEvents> event) {
        events.add(event);
    }

    /** Counted once the operation is committed. */
    void count(Consumer<CodeCounts> count) {
        counts.add(count);
    }

    /** In the order in which they were assigned. */
    List<CredentialModel> rows() {
        return rows;
    }

    /** Built-in one-time codes that become devices at the next right code: their codes count as a device's. */
    List<BuiltInOtp> waiting() {
        return waiting;
    }

    /** Whether nothing is there that a code could come from. */
    boolean hasNothing() {
        return rows.isEmpty() && waiting.isEmpty();
    }

    Optional<CredentialModel> find(String deviceId) {
        return rows.stream().filter(row -> row.getId().equals(deviceId)).findFirst();
    }

    /**
     * Among devices, and what becomes one.
     *
     * @param ownId the device that may have the name, or null
     */
    boolean isTaken(DeviceName name, String ownId) {
        Stream<CredentialModel> others = Stream.concat(
                        rows.stream(), waiting.stream().map(BuiltInOtp::row))
                .filter(row -> !row.getId().equals(ownId));
        return others.map(DeviceSummary::nameOf).anyMatch(name::isTakenBy);
    }

    void insert(CredentialModel row) {
        locked.devices().insert(row);
        rowsChanged = true;
        rows.add(row);
    }

    /**
     * A device in the place of a built-in one-time code, under the same id; or the other way round. The row is changed and
     * not replaced: a transaction that has read it before fails at its version.
     */
    void replace(CredentialModel row) {
        locked.devices().update(row);
        rowsChanged = true;
        rows.removeIf(old -> old.getId().equals(row.getId()));
        waiting.removeIf(old -> old.id().equals(row.getId()));
        if (row.getType().equals(VirtualMfaDevice.TYPE)) {
            rows.add(row);
        } else {
            state = state.withoutDevice(row.getId());
        }
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

    /** A device was taken away that was on a phone: what else is on it may be lost, too. */
    void lose(CredentialModel row) {
        remove(row);
        if (SealedDevice.serialOf(row).isEmpty()) {
            state = state.withLostDevice(true);
        }
    }

    /** Wrong codes, wrong tickets and waits are forgotten; what is spent stays spent. */
    void unlock() {
        change(state.withCodes(state.codes().cleared())
                .withTickets(state.tickets().cleared()));
        report(LedgerEvents::unlocked);
    }

    /** A ticket for the first device; an earlier one becomes void. */
    Ticket.Issued issueTicket(Duration life) {
        String text = Ticket.newText();
        Instant expiresAt = Instant.ofEpochSecond(now().plus(life).getEpochSecond());
        change(state.withTicket(Ticket.of(locked.realm().getId(), userId(), text, expiresAt)));
        report(events -> events.ticketIssued(expiresAt));
        return new Ticket.Issued(text, expiresAt);
    }

    /**
     * What an operation leaves.
     *
     * @param rowsChanged whether it changed a credential row
     * @param events what is reported once it is committed
     * @param counts what is counted then
     */
    record Change<T>(
            LedgerResult<T> result,
            boolean rowsChanged,
            List<Consumer<LedgerEvents>> events,
            List<Consumer<CodeCounts>> counts,
            Devices devices) {}

    /** The end of each operation: the state is stored. */
    <T> Change<T> end(LedgerResult<T> result) {
        locked.row().store(state);
        return new Change<>(
                result,
                rowsChanged,
                events,
                counts,
                new Devices(locked.realm().getId(), userId(), rows, waiting, state));
    }
}
