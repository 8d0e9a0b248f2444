package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.OpenedDevices;
import java.time.Duration;

/** Spends typed codes under the lock, and reports what that has shown. */
final class CodeOperation {

    private static final String NONE_OPENS = "None of the user's devices opens";

    private final LockedUser user;

    CodeOperation(LockedUser user) {
        this.user = user;
    }

    /** @param signIn which the codes are typed for, or null */
    LedgerResult<SpendOutcome> spend(TypedCodes typed, SignIn signIn) {
        if (user.rows().isEmpty()) {
            return new LedgerResult.Done<>(new SpendOutcome.NoDevice());
        }
        OpenedDevices opened =
                OpenedDevices.of(user.userId(), user.rows(), user.locked().seal());
        opened.broken().forEach((id, why) -> user.tell(events -> events.deviceBroken(id, why)));
        if (opened.devices().isEmpty()) {
            return new LedgerResult.Unavailable<>(NONE_OPENS, true);
        }
        opened.ids().stream()
                .filter(id -> !user.state().devices().containsKey(id))
                .forEach(id -> user.tell(events -> events.deviceUnknown(id)));
        LedgerState settled = LedgerRule.withUnknownDevices(user.state(), opened.devices(), user.now());
        LedgerRule.Decision decision = LedgerRule.spend(settled, opened.devices(), typed, signIn, user.now());
        user.change(decision.next());
        tellOf(decision.outcome());
        tellOfHolding(settled.codes());
        if (typed.isTriple() && decision.outcome() instanceof SpendOutcome.Accepted) {
            forgiveAfterNewPassword();
        }
        return new LedgerResult.Done<>(decision.outcome());
    }

    private void tellOf(SpendOutcome outcome) {
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            user.tell(events -> events.offsetFound(found.deviceId(), found.deviceName(), found.drift()));
        } else if (outcome instanceof SpendOutcome.Accepted accepted && accepted.resynced()) {
            user.tell(events -> events.resynced(accepted.deviceId(), accepted.deviceName(), accepted.drift()));
        }
    }

    private void tellOfHolding(Attempts before) {
        Attempts after = user.state().codes();
        Duration wait = Throttle.waiting(after, user.now());
        if (after.wrong().equals(before.wrong())) {
            return;
        }
        boolean mail = Throttle.isMailDue(before, after, user.now());
        if (mail) {
            user.change(user.state().withCodes(after.mailed(user.now())));
        }
        if (mail || Throttle.startsHolding(before, after, user.now())) {
            user.tell(events -> events.heldBack(wait, mail));
        }
    }

    private void forgiveAfterNewPassword() {
        LedgerState forgiven =
                LedgerRule.forgivenBy(user.state(), user.locked().devices().passwordSetAt());
        if (!forgiven.equals(user.state())) {
            user.change(forgiven);
            user.tell(LedgerEvents::forgiven);
        }
    }
}
