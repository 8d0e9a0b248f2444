package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.AssignOutcome.NotAssigned;
import io.github.keycloakawsmfa.device.ledger.Attempts.WrongCode;
import io.github.keycloakawsmfa.device.mail.DeviceMail;
import io.github.keycloakawsmfa.device.metrics.CodeMeters;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.RealmModel;

/** Assigns a device under the lock, once what is owed for it has been brought. */
final class EnrollmentOperation {

    private final LockedUser user;

    EnrollmentOperation(LockedUser user) {
        this.user = user;
    }

    /** Why a device cannot be assigned for another reason than what is owed; looked at last. */
    interface Obstacle extends Supplier<Optional<NotAssigned>> {}

    /** @param signIn in which the device is assigned: that is evidence */
    LedgerResult<AssignOutcome> assign(NewDevice device, EnrollmentProof proof, SignIn signIn) {
        return assign(device, proof, signIn, Optional::empty);
    }

    LedgerResult<AssignOutcome> assign(NewDevice device, EnrollmentProof proof, SignIn signIn, Obstacle obstacle) {
        return assign(
                device,
                () -> user.hasNothing() ? owedForFirst(proof) : owedForNext(proof),
                DeviceMail.ASSIGNED,
                signIn,
                obstacle);
    }

    /** A further device, never a first one. */
    LedgerResult<AssignOutcome> assignNext(NewDevice device, TypedCodes codes) {
        return assign(
                device,
                () -> user.hasNothing() ? not(NotAssigned.NO_DEVICE) : owedForNext(EnrollmentProof.next(codes)),
                DeviceMail.ASSIGNED,
                null,
                Optional::empty);
    }

    LedgerResult<AssignOutcome> assignByAdministrator(NewDevice device) {
        return assignByAdministrator(device, Optional::empty);
    }

    LedgerResult<AssignOutcome> assignByAdministrator(NewDevice device, Obstacle obstacle) {
        return assign(device, Optional::empty, DeviceMail.ASSIGNED_BY_ADMINISTRATOR, null, obstacle);
    }

    private LedgerResult<AssignOutcome> assign(
            NewDevice device,
            Supplier<Optional<LedgerResult<AssignOutcome>>> owed,
            DeviceMail mail,
            SignIn signIn,
            Obstacle obstacle) {
        if (user.find(device.id()).isPresent()) {
            return new LedgerResult.Done<>(NotAssigned.ALREADY_ASSIGNED);
        }
        // Again afterwards: the code that was owed may have made a device of a built-in one.
        return noRoom(device)
                .or(owed)
                .or(() -> noRoom(device))
                .or(() -> obstacle.get().flatMap(EnrollmentOperation::not))
                .orElseGet(() -> store(device, mail, signIn));
    }

    private Optional<LedgerResult<AssignOutcome>> noRoom(NewDevice device) {
        if (user.rows().size() >= Devices.MOST) {
            return not(NotAssigned.LIMIT_REACHED);
        }
        return user.isTaken(device.name(), null) ? not(NotAssigned.NAME_TAKEN) : Optional.empty();
    }

    private Optional<LedgerResult<AssignOutcome>> owedForFirst(EnrollmentProof proof) {
        RealmModel realm = user.locked().realm();
        FirstDevice.Owed owed = FirstDevice.of(realm)
                .owed(
                        proof.signedIn() && !WaitingOtp.areBehindATicket(realm, user.state(), user.now()),
                        proof.hasTicket() || Ticket.waits(user.state().ticket(), user.now()));
        if (owed == FirstDevice.Owed.NOTHING) {
            return Optional.empty();
        }
        if (owed == FirstDevice.Owed.SIGN_IN) {
            return not(NotAssigned.SIGN_IN_OWED);
        }
        if (!proof.hasTicket()) {
            return not(NotAssigned.TICKET_OWED);
        }
        // Checked even during a wait: nobody guesses 80 bits, and a stranger could keep the wait filled.
        if (user.state().ticket() != null
                && user.state().ticket().matches(realm.getId(), user.userId(), proof.ticket(), user.now())) {
            return Optional.empty();
        }
        Duration waiting = Throttle.waiting(user.state().tickets(), user.now());
        if (!waiting.isZero()) {
            return not(new AssignOutcome.ProofRejected(new SpendOutcome.Waiting(waiting)));
        }
        user.change(user.state()
                .withTickets(Throttle.afterWrong(user.state().tickets(), WrongCode.at(user.now(), null), user.now())));
        Duration nextWait = Throttle.waiting(user.state().tickets(), user.now());
        if (!nextWait.isZero()) {
            user.count(counts -> counts.waitBegan(CodeMeters.WaitOf.TICKETS));
        }
        return not(new AssignOutcome.TicketRefused(nextWait));
    }

    private Optional<LedgerResult<AssignOutcome>> owedForNext(EnrollmentProof proof) {
        if (!proof.hasCodes()) {
            return not(NotAssigned.CODE_OWED);
        }
        LedgerResult<SpendOutcome> spent = new CodeOperation(user).spend(proof.codes(), null);
        boolean paid = spent.map(SpendOutcome.Accepted.class::isInstance).orElse(false);
        return paid ? Optional.empty() : Optional.of(spent.map(AssignOutcome.ProofRejected::new));
    }

    private static Optional<LedgerResult<AssignOutcome>> not(AssignOutcome why) {
        return Optional.of(new LedgerResult.Done<>(why));
    }

    private LedgerResult<AssignOutcome> store(NewDevice device, DeviceMail mail, SignIn signIn) {
        String id = device.id();
        String name = device.name().value();
        VirtualMfaDevice stored = new VirtualMfaDevice(
                id, name, device.parameters(), device.secret(), user.now(), device.drift(), device.serial());
        CredentialModel row = user.locked().seal().seal(user.userId(), stored);
        user.insert(row);
        // A ticket is for the first device only: however that one came, the ticket is used up.
        user.change(user.state().withTicket(null).withDevice(id, DeviceClock.assigned(device)));
        if (signIn != null) {
            user.change(user.state().witnessing(signIn, id, EvidenceEntry.Kind.ASSIGNED, user.now()));
        }
        user.count(counts -> counts.assigned(device.drift()));
        user.report(events -> events.assigned(id, name, device.drift(), mail));
        return new LedgerResult.Done<>(new AssignOutcome.Assigned(id));
    }
}
