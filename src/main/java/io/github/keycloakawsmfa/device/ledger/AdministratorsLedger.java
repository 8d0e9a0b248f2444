package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome;
import io.github.keycloakawsmfa.device.ledger.RolloutOperation.ReminderOutcome;
import io.github.keycloakawsmfa.device.metrics.CodeMeters;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.seeds.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What is done on behalf of an administrator, for which no code is owed. Like {@link Ledger}: each method is one transaction
 * of its own under the lock of the user's row, and changes are reported, by event and mail, once they are committed.
 */
public final class AdministratorsLedger {

    private final KeycloakSession session;

    /** @param session the request's session */
    public AdministratorsLedger(KeycloakSession session) {
        this.session = session;
    }

    /** Stores a device on behalf of an administrator: no code or ticket is owed for it. */
    public LedgerResult<AssignOutcome> assignByAdministrator(RealmModel realm, UserModel user, NewDevice device) {
        return act(realm, user).run(locked -> new EnrollmentOperation(locked).assignByAdministrator(device));
    }

    /**
     * Removes a device on behalf of an administrator: this needs no code, no key, no intact seal and no readable row.
     * Empty if the user has no such device.
     */
    public LedgerResult<Optional<DeactivateOutcome.Deactivated>> deactivateByAdministrator(
            RealmModel realm, UserModel user, String deviceId) {
        return act(realm, user)
                .runEvenIfUnreadable(locked ->
                        new LedgerResult.Done<>(new DeviceOperation(locked).deactivateByAdministrator(deviceId)));
    }

    /** Makes a ticket for the user's first device; an earlier one becomes void. */
    public LedgerResult<Ticket.Issued> issueTicket(RealmModel realm, UserModel user, Duration life) {
        return act(realm, user).run(locked -> new LedgerResult.Done<>(locked.issueTicket(life)));
    }

    /**
     * Forgets a user's wrong codes, wrong tickets and waits on behalf of an administrator. A row that cannot be read
     * starts again: each device as if the ledger had never seen it, without evidence and without a ticket.
     */
    public LedgerResult<Void> unlock(RealmModel realm, UserModel user) {
        return act(realm, user).runEvenIfUnreadable(locked -> {
            locked.unlock();
            return new LedgerResult.Done<>(null);
        });
    }

    /** Notes that a user without a device is reminded, before the mail goes out: only who has noted it sends it. */
    public LedgerResult<ReminderOutcome> noteReminder(RealmModel realm, UserModel user) {
        return act(realm, user).run(locked -> new LedgerResult.Done<>(new RolloutOperation(locked).noteReminder()));
    }

    /** The mail could not be sent. */
    public LedgerResult<Void> takeBackReminder(RealmModel realm, UserModel user, ReminderOutcome.Noted noted) {
        return act(realm, user).run(locked -> {
            new RolloutOperation(locked).takeBackReminder(noted);
            return new LedgerResult.Done<>(null);
        });
    }

    /** Removes a user's devices that are sealed under a lost key, and returns how many. */
    public int forget(RealmModel realm, UserModel user, String keyId) {
        return act(realm, user)
                .runEvenIfUnreadable(locked -> new LedgerResult.Done<>(new DeviceOperation(locked).forget(keyId)))
                .orElse(0);
    }

    /** Assigns a hardware token to a user on behalf of an administrator: no code is owed for it. */
    public LedgerResult<AssignOutcome> assignToken(
            RealmModel realm, UserModel user, String serial, Optional<DeviceName> name) {
        return act(realm, user).run(locked -> new TokenOperation(locked).assignByAdministrator(serial, name));
    }

    /**
     * Takes a hardware token from its user on behalf of an administrator, and its device with it.
     */
    public LedgerResult<TokenRelease> releaseToken(
            RealmModel realm, UserModel user, String serial, HardwareToken.State state) {
        return act(realm, user)
                .runEvenIfUnreadable(
                        locked -> new LedgerResult.Done<>(new TokenOperation(locked).release(serial, state)));
    }

    /** Makes devices of the user's built-in one-time codes on behalf of an administrator: no code is owed for it. */
    public LedgerResult<List<MigrationOperation.Moved>> moveIn(RealmModel realm, UserModel user, Migration migration) {
        return act(realm, user)
                .run(locked -> new LedgerResult.Done<>(new MigrationOperation(locked).moveIn(migration)));
    }

    /** Makes a device of an app's entry on behalf of an administrator, who has brought its secret. */
    public LedgerResult<MigrationOperation.Moved> moveInListed(
            RealmModel realm, UserModel user, Seed seed, String label) {
        return act(realm, user)
                .run(locked -> new LedgerResult.Done<>(new MigrationOperation(locked).moveInListed(seed, label)));
    }

    /** Makes built-in one-time codes of the user's devices on behalf of an administrator. */
    public LedgerResult<List<MigrationOperation.Moved>> moveBack(RealmModel realm, UserModel user) {
        return act(realm, user).run(locked -> new LedgerResult.Done<>(new MoveBackOperation(locked).moveBack()));
    }

    private LedgerAct act(RealmModel realm, UserModel user) {
        return new LedgerAct(session, realm, user, new CodeCounts(new CodeMeters(realm.getName(), Door.CALL)));
    }
}
