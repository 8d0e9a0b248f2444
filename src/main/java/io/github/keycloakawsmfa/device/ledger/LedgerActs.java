package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.mail.DeviceMail;
import io.github.keycloakawsmfa.device.seal.Envelope;
import io.github.keycloakawsmfa.device.seal.OpenedDevices;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keycloak.credential.CredentialModel;

/** What the ledger does for one user, inside the transaction that holds the lock of the user's row. */
public final class LedgerActs {

    /**
     * @param news what is told once the act is committed
     * @param devices as the act leaves them
     */
    record Act<T>(T outcome, List<Consumer<LedgerEvents>> news, Devices devices) {}

    private static final String NONE_OPENS = "None of the user's devices opens";

    private final LedgerTransaction.Books books;
    private final String userId;
    private final Instant now;
    private final List<CredentialModel> rows;
    private final List<Consumer<LedgerEvents>> news = new ArrayList<>();
    private LedgerState state;

    /** @throws LedgerUnreadableException if what the row holds cannot be read */
    public LedgerActs(LedgerTransaction.Books books) {
        this(books, books.row().state());
    }

    private LedgerActs(LedgerTransaction.Books books, LedgerState state) {
        this.books = books;
        this.userId = books.userId();
        this.now = books.now();
        this.rows = new ArrayList<>(books.devices().all(books.row(), state));
        this.state = state.onlyDevices(rows.stream().map(CredentialModel::getId).toList());
    }

    /**
     * For an administrator, who sets right what cannot be read: of a row that cannot, nothing is kept, and each device
     * starts as one that the ledger has never seen.
     */
    static LedgerActs evenIfUnreadable(LedgerTransaction.Books books) {
        try {
            return new LedgerActs(books);
        } catch (LedgerUnreadableException e) {
            return new LedgerActs(books, LedgerState.EMPTY);
        }
    }

    Act<SpendOutcome> spend(TypedCodes typed, SignIn signIn) {
        return act(spent(typed, signIn));
    }

    /** @param signIn in which the device is assigned: that is evidence */
    Act<AssignOutcome> assign(NewDevice device, Payment payment, SignIn signIn) {
        return assign(
                device,
                () -> rows.isEmpty() ? owedForFirst(payment) : owedForNext(payment),
                DeviceMail.ASSIGNED,
                signIn);
    }

    Act<AssignOutcome> assignNext(NewDevice device, TypedCodes codes) {
        Payment payment = Payment.next(codes);
        return assign(
                device,
                () -> rows.isEmpty() ? Optional.of(new AssignOutcome.NoDevice()) : owedForNext(payment),
                DeviceMail.ASSIGNED,
                null);
    }

    Act<AssignOutcome> assignByAdministrator(NewDevice device) {
        return assign(device, Optional::empty, DeviceMail.ASSIGNED_BY_ADMINISTRATOR, null);
    }

    private Act<AssignOutcome> assign(
            NewDevice device, Supplier<Optional<AssignOutcome>> owed, DeviceMail mail, SignIn signIn) {
        if (find(device.id()).isPresent()) {
            return act(new AssignOutcome.AlreadyAssigned());
        }
        if (rows.size() >= Devices.MOST) {
            return act(new AssignOutcome.LimitReached());
        }
        if (isTaken(device.name(), null)) {
            return act(new AssignOutcome.NameTaken());
        }
        return act(owed.get().orElseGet(() -> store(device, mail, signIn)));
    }

    private Optional<AssignOutcome> owedForFirst(Payment payment) {
        FirstDevice.Owed owed = FirstDevice.of(books.realm())
                .owed(payment.signedIn(), payment.hasTicket() || Ticket.waits(state.ticket(), now));
        if (owed == FirstDevice.Owed.NOTHING) {
            return Optional.empty();
        }
        if (owed == FirstDevice.Owed.SIGN_IN) {
            return Optional.of(new AssignOutcome.SignInOwed());
        }
        if (!payment.hasTicket()) {
            return Optional.of(new AssignOutcome.TicketOwed());
        }
        // Looked at even during a wait: nobody guesses 80 bits, and a stranger could keep the wait filled.
        if (state.ticket() != null && state.ticket().matches(books.realm().getId(), userId, payment.ticket(), now)) {
            return Optional.empty();
        }
        Duration waiting = Throttle.waiting(state.tickets(), now);
        if (!waiting.isZero()) {
            return Optional.of(new AssignOutcome.NotPaid(new SpendOutcome.Waiting(waiting)));
        }
        state = state.withTickets(Throttle.afterWrong(state.tickets(), WrongCode.at(now, null), now));
        return Optional.of(new AssignOutcome.TicketRefused(Throttle.waiting(state.tickets(), now)));
    }

    private Optional<AssignOutcome> owedForNext(Payment payment) {
        if (!payment.hasCodes()) {
            return Optional.of(new AssignOutcome.CodeOwed());
        }
        SpendOutcome outcome = spent(payment.codes(), null);
        return outcome instanceof SpendOutcome.Accepted
                ? Optional.empty()
                : Optional.of(new AssignOutcome.NotPaid(outcome));
    }

    private AssignOutcome store(NewDevice device, DeviceMail mail, SignIn signIn) {
        String id = device.id();
        String name = device.name().value();
        VirtualMfaDevice stored =
                new VirtualMfaDevice(id, name, device.parameters(), device.secret(), now, device.drift());
        CredentialModel row = books.seal().seal(userId, stored);
        books.devices().insert(row);
        rows.add(row);
        // A ticket is for the first device only: whatever brought that one, it is used up.
        state = state.withTicket(null).withDevice(id, DeviceClock.assigned(device));
        if (signIn != null) {
            state = state.withEvidence(EvidenceEntry.of(signIn, id, EvidenceKind.ASSIGNED, now), now);
        }
        news.add(events -> events.assigned(id, name, device.drift(), mail));
        return new AssignOutcome.Assigned(id);
    }

    Act<DeactivateOutcome> deactivate(String deviceId, TypedCodes typed, boolean lastMayGo) {
        Optional<CredentialModel> row = find(deviceId);
        if (row.isEmpty()) {
            return act(new DeactivateOutcome.Gone());
        }
        if (rows.size() == 1 && !lastMayGo) {
            return act(new DeactivateOutcome.LastDevice());
        }
        SpendOutcome outcome = spent(typed, null);
        return act(
                outcome instanceof SpendOutcome.Accepted
                        ? remove(row.get(), Removal.DEACTIVATED)
                        : new DeactivateOutcome.NotPaid(outcome));
    }

    Act<DeactivateOutcome> deactivateByAdministrator(String deviceId) {
        return act(find(deviceId)
                .map(row -> remove(row, Removal.DEACTIVATED_BY_ADMINISTRATOR))
                .orElseGet(DeactivateOutcome.Gone::new));
    }

    /** Devices that are sealed under a key that is lost: no code of theirs can be checked any more. */
    Act<Integer> forget(String keyId) {
        List<CredentialModel> lost = rows.stream()
                .filter(row -> Envelope.keyIdIn(row.getSecretData()).equals(Optional.of(keyId)))
                .toList();
        lost.forEach(row -> remove(row, Removal.KEY_FORGOTTEN));
        return act(lost.size());
    }

    private DeactivateOutcome remove(CredentialModel row, Removal removal) {
        String name = DeviceSummary.nameOf(row);
        books.devices().remove(row.getId());
        rows.remove(row);
        state = state.withoutDevice(row.getId());
        news.add(events -> events.deactivated(row.getId(), name, removal));
        return new DeactivateOutcome.Deactivated(row.getId(), name);
    }

    Act<RenameOutcome> rename(String deviceId, DeviceName name) {
        Optional<CredentialModel> row = find(deviceId);
        if (row.isEmpty()) {
            return act(new RenameOutcome.Gone());
        }
        if (isTaken(name, deviceId)) {
            return act(new RenameOutcome.NameTaken());
        }
        row.get().setUserLabel(name.value());
        books.devices().update(row.get());
        news.add(events -> events.renamed(deviceId, name.value()));
        return act(new RenameOutcome.Renamed());
    }

    /** Stores what the ledger knows without devices that are gone. */
    public Act<Boolean> settle() {
        return act(true);
    }

    /** All evidence of the user is none from now on. */
    public Act<Boolean> forgetEvidence() {
        state = state.withoutEvidence();
        return act(true);
    }

    /** Wrong codes, wrong tickets and waits are forgotten; what is spent stays spent. */
    Act<UnlockOutcome> unlock() {
        state = state.withCodes(state.codes().cleared())
                .withTickets(state.tickets().cleared());
        news.add(LedgerEvents::unlocked);
        return act(new UnlockOutcome.Unlocked());
    }

    Act<TicketOutcome> issueTicket(Duration life) {
        String text = Ticket.newText();
        Instant expiresAt = Instant.ofEpochSecond(now.plus(life).getEpochSecond());
        state = state.withTicket(Ticket.of(books.realm().getId(), userId, text, expiresAt));
        return act(new TicketOutcome.Issued(text, expiresAt));
    }

    /** @param signIn which the codes are typed for, or null */
    private SpendOutcome spent(TypedCodes typed, SignIn signIn) {
        if (rows.isEmpty()) {
            return new SpendOutcome.NoDevice();
        }
        OpenedDevices opened = OpenedDevices.of(userId, rows, books.seal());
        opened.broken().forEach((id, why) -> news.add(events -> events.deviceBroken(id, why)));
        if (opened.devices().isEmpty()) {
            return new SpendOutcome.Unavailable(NONE_OPENS, true);
        }
        opened.ids().stream()
                .filter(id -> !state.devices().containsKey(id))
                .forEach(id -> news.add(events -> events.deviceUnknown(id)));
        LedgerState settled = LedgerRule.withUnknownDevices(state, opened.devices(), now);
        LedgerRule.Decision decision = LedgerRule.spend(settled, opened.devices(), typed, signIn, now);
        state = decision.next();
        tellOf(decision.outcome());
        tellOfHolding(settled.codes());
        if (typed.isTriple() && decision.outcome() instanceof SpendOutcome.Accepted) {
            forgiveAfterNewPassword();
        }
        return decision.outcome();
    }

    private void tellOf(SpendOutcome outcome) {
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            news.add(events -> events.offsetFound(found.deviceId(), found.deviceName(), found.drift()));
        } else if (outcome instanceof SpendOutcome.Accepted accepted && accepted.resynced()) {
            news.add(events -> events.resynced(accepted.deviceId(), accepted.deviceName(), accepted.drift()));
        }
    }

    private void tellOfHolding(Attempts before) {
        Attempts after = state.codes();
        Duration wait = Throttle.waiting(after, now);
        if (after.wrong().equals(before.wrong())) {
            return;
        }
        boolean mail = Throttle.isMailDue(before, after, now);
        if (mail) {
            state = state.withCodes(after.mailed(now));
        }
        if (mail || Throttle.startsHolding(before, after, now)) {
            news.add(events -> events.heldBack(wait, mail));
        }
    }

    private void forgiveAfterNewPassword() {
        LedgerState forgiven = LedgerRule.forgivenBy(state, books.devices().passwordSetAt());
        if (!forgiven.equals(state)) {
            state = forgiven;
            news.add(LedgerEvents::forgiven);
        }
    }

    private Optional<CredentialModel> find(String deviceId) {
        return rows.stream().filter(row -> row.getId().equals(deviceId)).findFirst();
    }

    private boolean isTaken(DeviceName name, String ownId) {
        return rows.stream()
                .filter(row -> !row.getId().equals(ownId))
                .map(DeviceSummary::nameOf)
                .anyMatch(name::isTakenBy);
    }

    private <T> Act<T> act(T outcome) {
        books.row().store(state);
        return new Act<>(outcome, news, new Devices(books.realm().getId(), userId, rows, state));
    }
}
