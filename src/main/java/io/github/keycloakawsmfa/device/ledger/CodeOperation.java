package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.metrics.CodeMeters;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Spends typed codes under the lock, and reports what that has shown. */
final class CodeOperation {

    private static final String NONE_OPENS = "None of the user's devices opens";

    private final LockedUser user;

    CodeOperation(LockedUser user) {
        this.user = user;
    }

    /**
     * Refuses three codes that fit nothing, without the lock of the user's row: posting them by the thousand holds up
     * nobody (rule S3).
     *
     * @return empty if the outcome needs the lock
     */
    static Optional<LedgerResult<SpendOutcome>> blindTriple(
            KeycloakSession session, RealmModel realm, UserModel user, TypedCodes typed, Instant now) {
        if (!typed.isTriple()) {
            return Optional.empty();
        }
        Devices stored = Devices.beforeAct(session, realm, user);
        if (stored.isAnyWaiting()) {
            return Optional.empty();
        }
        if (stored.problem().isPresent()) {
            return Optional.of(new LedgerResult.Unavailable<>(stored.problem().get(), true));
        }
        try {
            DeviceSeal seal = new DeviceSeal(new KeySource(session, realm), realm);
            List<VirtualMfaDevice> devices =
                    open(user.getId(), stored.rows(), seal).devices();
            return refused(stored.ledger(), devices, typed, now).map(LedgerResult.Done::new);
        } catch (KeyUnavailableException e) {
            return Optional.of(new LedgerResult.Unavailable<>(e.getMessage(), false));
        }
    }

    private static Optional<SpendOutcome> refused(
            LedgerState state, List<VirtualMfaDevice> devices, TypedCodes typed, Instant now) {
        // The clock of a device that the ledger has not seen starts now, and that has to be kept.
        if (devices.isEmpty() || !devices.stream().map(VirtualMfaDevice::id).allMatch(state.devices()::containsKey)) {
            return Optional.empty();
        }
        LedgerRule.Decision decision = LedgerRule.spend(state, devices, typed, null, now);
        // What changes nothing needs no lock.
        return Optional.of(decision.outcome()).filter(outcome -> decision.next().equals(state));
    }

    /** @param broken why each device that does not open does not, by credential id */
    private record Opened(List<VirtualMfaDevice> devices, Map<String, String> broken) {}

    /** @throws KeyUnavailableException if a key is unavailable: then nothing is decided about the rest */
    private static Opened open(String userId, List<CredentialModel> rows, DeviceSeal seal) {
        List<VirtualMfaDevice> devices = new ArrayList<>();
        Map<String, String> broken = new TreeMap<>();
        for (CredentialModel row : rows) {
            try {
                devices.add(seal.open(userId, row));
            } catch (BrokenSealException e) {
                broken.put(row.getId(), e.getMessage());
            }
        }
        return new Opened(devices, broken);
    }

    /** @param signIn which the codes are typed for, or null */
    LedgerResult<SpendOutcome> spend(TypedCodes typed, SignIn signIn) {
        if (user.hasNothing()) {
            return done(new SpendOutcome.NoDevice());
        }
        Opened opened = open(user.userId(), user.rows(), user.locked().seal());
        opened.broken().forEach((id, why) -> user.report(events -> events.deviceBroken(id, why)));
        WaitingCodes waiting = new WaitingCodes(user);
        if (opened.devices().isEmpty() && user.waiting().isEmpty()) {
            return new LedgerResult.Unavailable<>(NONE_OPENS, true);
        }
        if (!waiting.areKnown()) {
            return new LedgerResult.Busy<>();
        }
        List<VirtualMfaDevice> devices = Stream.concat(opened.devices().stream(), waiting.devices().stream())
                .toList();
        opened.devices().stream()
                .map(VirtualMfaDevice::id)
                .filter(id -> !user.state().devices().containsKey(id))
                .forEach(id -> user.report(events -> events.deviceUnknown(id)));
        LedgerState settled =
                LedgerRule.withUnknownDevices(waiting.settled(user.state()), opened.devices(), user.now());
        LedgerRule.Decision decision = LedgerRule.spend(settled, devices, typed, signIn, user.now());
        if (!waiting.take(decision)) {
            // Keycloak has accepted this very code at this moment.
            settled = waiting.settled(settled);
            decision = LedgerRule.spend(settled, devices, typed, signIn, user.now());
        }
        user.change(decision.next());
        waiting.moveIn(decision.outcome());
        reportOutcome(decision.outcome());
        reportHolding(settled.codes());
        if (typed.isTriple() && decision.outcome() instanceof SpendOutcome.Accepted) {
            forgiveAfterNewPassword();
        }
        return done(decision.outcome());
    }

    private LedgerResult<SpendOutcome> done(SpendOutcome outcome) {
        user.count(counts -> counts.spent(outcome));
        return new LedgerResult.Done<>(outcome);
    }

    private void reportOutcome(SpendOutcome outcome) {
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            user.report(events -> events.offsetFound(found.deviceId(), found.deviceName(), found.drift()));
        } else if (outcome instanceof SpendOutcome.Accepted accepted && accepted.resynced()) {
            user.report(events -> events.resynced(accepted.deviceId(), accepted.deviceName(), accepted.drift()));
        }
    }

    private void reportHolding(Attempts before) {
        Attempts after = user.state().codes();
        Duration wait = Throttle.waiting(after, user.now());
        if (after.wrong().equals(before.wrong())) {
            return;
        }
        if (!wait.isZero()) {
            user.count(counts -> counts.waitBegan(CodeMeters.WaitOf.CODES));
        }
        boolean mail = Throttle.isMailDue(before, after, user.now());
        if (mail) {
            user.change(user.state().withCodes(after.mailed(user.now())));
        }
        if (mail || Throttle.startsHolding(before, after, user.now())) {
            user.report(events -> events.heldBack(wait, mail));
        }
    }

    private void forgiveAfterNewPassword() {
        LedgerState forgiven =
                LedgerRule.forgivenBy(user.state(), user.locked().devices().passwordSetAt());
        if (!forgiven.equals(user.state())) {
            user.change(forgiven);
            user.report(LedgerEvents::forgiven);
        }
    }
}
