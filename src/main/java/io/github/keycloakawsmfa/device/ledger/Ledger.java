package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The only place where a code is spent or a device changes. Each method is one transaction of its own under the lock of
 * the user's row: two requests never both win, and a rollback of the request undoes nothing (rules S1, S2). The time is
 * read under the lock. Changes are reported, by event and mail, once they are committed. Evidence is noted in the act
 * that witnesses it (rule S7).
 *
 * <p>Not done here: Keycloak's brute-force count, and the events of codes that did not pass.
 */
public final class Ledger {

    private final KeycloakSession session;

    /** @param session the request's session */
    public Ledger(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Checks one code, or two or three consecutive ones, and burns their steps, and all older ones, in one act.
     *
     * @param signIn which they are typed for, so that passing is evidence, noted in the same act; null for a change of
     *     devices or a call
     */
    public SpendOutcome spend(RealmModel realm, UserModel user, TypedCodes typed, SignIn signIn) {
        return refusedUnlocked(realm, user, typed)
                .orElseGet(() -> on(realm, user)
                        .run(operations -> operations.spend(typed, signIn))
                        .orElse(SpendOutcome.Busy::new, SpendOutcome.Unavailable::new));
    }

    /**
     * Stores a device whose pair was found, if what is owed for it has been brought; the pair is burned with it. A
     * taken name and the limit of devices are checked before the proof, which is then kept.
     *
     * @param signIn in which the device is assigned, which is evidence, noted in the same act
     */
    public AssignOutcome assign(
            RealmModel realm, UserModel user, NewDevice device, EnrollmentProof proof, SignIn signIn) {
        return refusedUnlocked(realm, user, proof.codes())
                .<AssignOutcome>map(AssignOutcome.ProofRejected::new)
                .orElseGet(() -> assign(realm, user, operations -> operations.assign(device, proof, signIn)));
    }

    /** The same for a further device, never a first one: whether one exists is decided under the lock. */
    public AssignOutcome assignNext(RealmModel realm, UserModel user, NewDevice device, TypedCodes codes) {
        return refusedUnlocked(realm, user, codes)
                .<AssignOutcome>map(AssignOutcome.ProofRejected::new)
                .orElseGet(() -> assign(realm, user, operations -> operations.assignNext(device, codes)));
    }

    /** Stores a device on behalf of an administrator: no code or ticket is owed for it. */
    public AssignOutcome assignByAdministrator(RealmModel realm, UserModel user, NewDevice device) {
        return assign(realm, user, operations -> operations.assignByAdministrator(device));
    }

    private AssignOutcome assign(
            RealmModel realm, UserModel user, Function<LedgerOperations, LedgerChange<AssignOutcome>> operation) {
        AssignOutcome outcome =
                on(realm, user).run(operation).orElse(AssignOutcome.Busy::new, AssignOutcome.Unavailable::new);
        if (outcome instanceof AssignOutcome.Assigned) {
            on(realm, user).forgetCached();
        }
        return outcome;
    }

    /**
     * Removes a device, paid with a code of a present one, possibly the same.
     *
     * @param lastMayGo whether the user may be left without a device
     */
    public DeactivateOutcome deactivate(
            RealmModel realm, UserModel user, String deviceId, TypedCodes typed, boolean lastMayGo) {
        return refusedUnlocked(realm, user, typed)
                .<DeactivateOutcome>map(DeactivateOutcome.ProofRejected::new)
                .orElseGet(() -> deactivated(
                        realm,
                        user,
                        on(realm, user).run(operations -> operations.deactivate(deviceId, typed, lastMayGo))));
    }

    /** Removes a device on behalf of an administrator: this needs no code, no key, no intact seal and no readable row. */
    public DeactivateOutcome deactivateByAdministrator(RealmModel realm, UserModel user, String deviceId) {
        return deactivated(
                realm,
                user,
                on(realm, user).runEvenIfUnreadable(operations -> operations.deactivateByAdministrator(deviceId)));
    }

    private DeactivateOutcome deactivated(RealmModel realm, UserModel user, LedgerResult<DeactivateOutcome> result) {
        DeactivateOutcome outcome = result.orElse(DeactivateOutcome.Busy::new, DeactivateOutcome.Unavailable::new);
        if (outcome instanceof DeactivateOutcome.Deactivated) {
            on(realm, user).forgetCached();
        }
        return outcome;
    }

    /** Gives a device another name. Free: a name proves nothing. */
    public RenameOutcome rename(RealmModel realm, UserModel user, String deviceId, DeviceName name) {
        RenameOutcome outcome = on(realm, user)
                .run(operations -> operations.rename(deviceId, name))
                .orElse(RenameOutcome.Busy::new, (reason, damaged) -> new RenameOutcome.Unavailable(reason));
        if (outcome instanceof RenameOutcome.Renamed) {
            on(realm, user).forgetCached();
        }
        return outcome;
    }

    /** Makes a ticket for the user's first device; an earlier one becomes void. */
    public TicketOutcome issueTicket(RealmModel realm, UserModel user, Duration life) {
        return on(realm, user)
                .run(operations -> operations.issueTicket(life))
                .orElse(TicketOutcome.Busy::new, (reason, damaged) -> new TicketOutcome.Unavailable(reason));
    }

    /**
     * Forgets a user's wrong codes, wrong tickets and waits on behalf of an administrator. A row that cannot be read is
     * started afresh: each device as if the ledger had never seen it, without evidence and without a ticket.
     */
    public UnlockOutcome unlock(RealmModel realm, UserModel user) {
        return on(realm, user)
                .runEvenIfUnreadable(LedgerOperations::unlock)
                .orElse(UnlockOutcome.Busy::new, (reason, damaged) -> new UnlockOutcome.Unavailable(reason));
    }

    /** All evidence of the user is invalid from now on, in every session: the user was seen disabled. */
    public void forgetEvidence(RealmModel realm, UserModel user) {
        on(realm, user).run(LedgerOperations::forgetEvidence);
    }

    /**
     * Seals a user's devices under the current key that are sealed under another one; their codes count as before.
     *
     * @throws KeyUnavailableException if the current key is unavailable
     */
    public ResealOutcome reseal(RealmModel realm, String userId) {
        ResealOutcome outcome;
        try {
            outcome = LedgerTransaction.run(session, realm, userId, ResealOutcome::of)
                    .orElseGet(() -> new ResealOutcome(0, Map.of("", "busy")));
        } catch (LedgerUnreadableException e) {
            outcome = new ResealOutcome(0, Map.of("", e.getMessage()));
        }
        UserModel user = session.users().getUserById(realm, userId);
        if (user != null && outcome.devices() > 0) {
            // Keycloak may write back what it has cached, as it does when the account console renames a device.
            on(realm, user).forgetCached();
        }
        return outcome;
    }

    /** Removes a user's devices that are sealed under a lost key, and returns how many. */
    public int forget(RealmModel realm, UserModel user, String keyId) {
        int removed = on(realm, user)
                .runEvenIfUnreadable(operations -> operations.forget(keyId))
                .orElse(() -> 0, (reason, damaged) -> 0);
        if (removed > 0) {
            on(realm, user).forgetCached();
        }
        return removed;
    }

    private LedgerRun on(RealmModel realm, UserModel user) {
        return new LedgerRun(session, realm, user);
    }

    private Optional<SpendOutcome> refusedUnlocked(RealmModel realm, UserModel user, TypedCodes typed) {
        return typed.isTriple()
                ? new BlindTriple(session, realm, user).refused(typed, ServerTime.now())
                : Optional.empty();
    }
}
