package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.DeactivateOutcome.NotDeactivated;
import io.github.keycloakawsmfa.device.seal.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;

/** What the ledger does for one user, inside the transaction that holds the lock of the user's row. */
public final class LedgerOperations {

    private final LockedUser user;

    /** @throws LedgerUnreadableException if what the row holds cannot be read */
    public LedgerOperations(LedgerTransaction.LockedLedger locked) {
        this(locked, locked.row().state());
    }

    private LedgerOperations(LedgerTransaction.LockedLedger locked, LedgerState state) {
        this.user = new LockedUser(locked, state);
    }

    /**
     * For an administrator, who repairs what cannot be read: nothing is kept of such a row, and each device starts as
     * if the ledger had never seen it.
     */
    static LedgerOperations evenIfUnreadable(LedgerTransaction.LockedLedger locked) {
        try {
            return new LedgerOperations(locked);
        } catch (LedgerUnreadableException e) {
            return new LedgerOperations(locked, LedgerState.EMPTY);
        }
    }

    LedgerChange<SpendOutcome> spend(TypedCodes typed, SignIn signIn) {
        return user.result(new CodeOperation(user).spend(typed, signIn));
    }

    /** @param signIn in which the device is assigned: that is evidence */
    LedgerChange<AssignOutcome> assign(NewDevice device, EnrollmentProof proof, SignIn signIn) {
        return user.result(new EnrollmentOperation(user).assign(device, proof, signIn));
    }

    LedgerChange<AssignOutcome> assignNext(NewDevice device, TypedCodes codes) {
        return user.result(new EnrollmentOperation(user).assignNext(device, codes));
    }

    LedgerChange<AssignOutcome> assignByAdministrator(NewDevice device) {
        return user.result(new EnrollmentOperation(user).assignByAdministrator(device));
    }

    LedgerChange<DeactivateOutcome> deactivate(String deviceId, TypedCodes typed, boolean lastMayGo) {
        Optional<CredentialModel> row = user.find(deviceId);
        if (row.isEmpty()) {
            return user.done(NotDeactivated.GONE);
        }
        if (user.rows().size() == 1 && !lastMayGo) {
            return user.done(NotDeactivated.LAST_DEVICE);
        }
        return user.result(new CodeOperation(user)
                .spend(typed, null)
                .map(outcome -> outcome instanceof SpendOutcome.Accepted
                        ? remove(row.get(), RemovalReason.DEACTIVATED)
                        : new DeactivateOutcome.ProofRejected(outcome)));
    }

    LedgerChange<Optional<DeactivateOutcome.Deactivated>> deactivateByAdministrator(String deviceId) {
        return user.done(user.find(deviceId).map(row -> remove(row, RemovalReason.DEACTIVATED_BY_ADMINISTRATOR)));
    }

    /** Devices that are sealed under a lost key: none of their codes can be checked any more. */
    LedgerChange<Integer> forget(String keyId) {
        List<CredentialModel> lost = user.rows().stream()
                .filter(row -> Envelope.keyIdIn(row.getSecretData()).equals(Optional.of(keyId)))
                .toList();
        lost.forEach(row -> remove(row, RemovalReason.KEY_GIVEN_UP));
        return user.done(lost.size());
    }

    private DeactivateOutcome.Deactivated remove(CredentialModel row, RemovalReason removal) {
        String name = DeviceSummary.nameOf(row);
        user.remove(row);
        user.tell(events -> events.deactivated(row.getId(), name, removal));
        return new DeactivateOutcome.Deactivated(row.getId(), name);
    }

    LedgerChange<RenameOutcome> rename(String deviceId, DeviceName name) {
        Optional<CredentialModel> row = user.find(deviceId);
        if (row.isEmpty()) {
            return user.done(RenameOutcome.GONE);
        }
        if (user.isTaken(name, deviceId)) {
            return user.done(RenameOutcome.NAME_TAKEN);
        }
        user.rename(row.get(), name);
        user.tell(events -> events.renamed(deviceId, name.value()));
        return user.done(RenameOutcome.RENAMED);
    }

    /** Stores what the ledger knows, without devices that are gone. */
    public LedgerChange<Void> settle() {
        return user.done(null);
    }

    /** All evidence of the user is invalid from now on. */
    public LedgerChange<Void> forgetEvidence() {
        user.change(user.state().withoutEvidence());
        return user.done(null);
    }

    /** Wrong codes, wrong tickets and waits are forgotten; what is spent stays spent. */
    LedgerChange<Void> unlock() {
        user.change(user.state()
                .withCodes(user.state().codes().cleared())
                .withTickets(user.state().tickets().cleared()));
        user.tell(LedgerEvents::unlocked);
        return user.done(null);
    }

    LedgerChange<Ticket.Issued> issueTicket(Duration life) {
        String text = Ticket.newText();
        Instant expiresAt = Instant.ofEpochSecond(user.now().plus(life).getEpochSecond());
        user.change(user.state().withTicket(Ticket.of(user.locked().realm().getId(), user.userId(), text, expiresAt)));
        return user.done(new Ticket.Issued(text, expiresAt));
    }
}
