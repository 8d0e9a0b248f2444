package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * The only place where a code is spent or a device changes. Each method is one transaction of its own under the lock
 * of the user's row: two requests never both win, and a rollback of the request takes nothing back (rules S1, S2). The time
 * is read under the lock. What changed is told, by event and mail, once it is committed. Evidence is noted in the act that
 * witnesses it (rule S7).
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
                .orElseGet(() -> run(
                        realm,
                        user,
                        acts -> acts.spend(typed, signIn),
                        new SpendOutcome.Busy(),
                        SpendOutcome.Unavailable::new));
    }

    /**
     * Stores a device whose pair was found, if what is owed for it was paid; the pair is burned with it. A name that is
     * taken and the limit of devices are looked at before the payment, which is then kept.
     *
     * @param signIn in which the device is assigned, which is evidence, noted in the same act
     */
    public AssignOutcome assign(
            RealmModel realm, UserModel user, NewDevice device, EnrollmentProof payment, SignIn signIn) {
        return refusedUnlocked(realm, user, payment.codes())
                .<AssignOutcome>map(AssignOutcome.ProofRejected::new)
                .orElseGet(() -> assign(realm, user, acts -> acts.assign(device, payment, signIn)));
    }

    /** The same for a further device, by a door that assigns no first one: whether there is one is decided under the lock. */
    public AssignOutcome assignNext(RealmModel realm, UserModel user, NewDevice device, TypedCodes codes) {
        return refusedUnlocked(realm, user, codes)
                .<AssignOutcome>map(AssignOutcome.ProofRejected::new)
                .orElseGet(() -> assign(realm, user, acts -> acts.assignNext(device, codes)));
    }

    /** Stores a device because an administrator says so: no code is owed for it, and no ticket. */
    public AssignOutcome assignByAdministrator(RealmModel realm, UserModel user, NewDevice device) {
        return assign(realm, user, acts -> acts.assignByAdministrator(device));
    }

    private AssignOutcome assign(
            RealmModel realm, UserModel user, Function<LedgerOperations, LedgerChange<AssignOutcome>> act) {
        AssignOutcome outcome = run(realm, user, act, new AssignOutcome.Busy(), AssignOutcome.Unavailable::new);
        return forgetCached(outcome, outcome instanceof AssignOutcome.Assigned, realm, user);
    }

    /**
     * Takes a device away, paid with a code of a present one, be it the same.
     *
     * @param lastMayGo whether the user may be left without a device
     */
    public DeactivateOutcome deactivate(
            RealmModel realm, UserModel user, String deviceId, TypedCodes typed, boolean lastMayGo) {
        Optional<SpendOutcome> refused = refusedUnlocked(realm, user, typed);
        if (refused.isPresent()) {
            return new DeactivateOutcome.ProofRejected(refused.get());
        }
        DeactivateOutcome outcome = run(
                realm,
                user,
                acts -> acts.deactivate(deviceId, typed, lastMayGo),
                new DeactivateOutcome.Busy(),
                DeactivateOutcome.Unavailable::new);
        return forgetCached(outcome, outcome instanceof DeactivateOutcome.Deactivated, realm, user);
    }

    /** Takes a device away because an administrator says so: no code, no key, no open seal, no readable row is needed. */
    public DeactivateOutcome deactivateByAdministrator(RealmModel realm, UserModel user, String deviceId) {
        DeactivateOutcome outcome = runEvenIfUnreadable(
                realm,
                user,
                acts -> acts.deactivateByAdministrator(deviceId),
                new DeactivateOutcome.Busy(),
                reason -> new DeactivateOutcome.Unavailable(reason, true));
        return forgetCached(outcome, outcome instanceof DeactivateOutcome.Deactivated, realm, user);
    }

    /** Gives a device another name. Free: a name proves nothing. */
    public RenameOutcome rename(RealmModel realm, UserModel user, String deviceId, DeviceName name) {
        RenameOutcome outcome = run(
                realm,
                user,
                acts -> acts.rename(deviceId, name),
                new RenameOutcome.Busy(),
                (reason, damaged) -> new RenameOutcome.Unavailable(reason));
        return forgetCached(outcome, outcome instanceof RenameOutcome.Renamed, realm, user);
    }

    /** Makes a ticket for the user's first device; one that was made before is void. */
    public TicketOutcome issueTicket(RealmModel realm, UserModel user, Duration life) {
        return run(
                realm,
                user,
                acts -> acts.issueTicket(life),
                new TicketOutcome.Busy(),
                (reason, damaged) -> new TicketOutcome.Unavailable(reason));
    }

    /**
     * Forgets a user's wrong codes, wrong tickets and waits because an administrator says so. A row that cannot be read
     * starts anew: each device as one that the ledger has never seen, without evidence and without a ticket.
     */
    public UnlockOutcome unlock(RealmModel realm, UserModel user) {
        return runEvenIfUnreadable(
                realm, user, LedgerOperations::unlock, new UnlockOutcome.Busy(), UnlockOutcome.Unavailable::new);
    }

    /** All evidence of the user is none from now on, in whichever session: the user was seen disabled. */
    public void forgetEvidence(RealmModel realm, UserModel user) {
        run(realm, user, LedgerOperations::forgetEvidence, false, (reason, damaged) -> false);
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
        // What Keycloak has cached it may write back, as it does when the account console renames a device.
        return user == null ? outcome : forgetCached(outcome, outcome.devices() > 0, realm, user);
    }

    /** Removes a user's devices that are sealed under a key that is lost, and answers how many. */
    public int forget(RealmModel realm, UserModel user, String keyId) {
        int removed = runEvenIfUnreadable(realm, user, acts -> acts.forget(keyId), 0, reason -> 0);
        return forgetCached(removed, removed > 0, realm, user);
    }

    private <T> T run(
            RealmModel realm,
            UserModel user,
            Function<LedgerOperations, LedgerChange<T>> act,
            T busy,
            BiFunction<String, Boolean, T> unavailable) {
        try {
            return run(realm, user, locked -> act.apply(new LedgerOperations(locked)), busy);
        } catch (KeyUnavailableException e) {
            return unavailable.apply(e.getMessage(), false);
        } catch (LedgerUnreadableException e) {
            return unavailable.apply(e.getMessage(), true);
        }
    }

    /** @param foreign where the database has another user's row in this one's place: that one is not written over */
    private <T> T runEvenIfUnreadable(
            RealmModel realm,
            UserModel user,
            Function<LedgerOperations, LedgerChange<T>> act,
            T busy,
            Function<String, T> foreign) {
        try {
            return run(realm, user, locked -> act.apply(LedgerOperations.evenIfUnreadable(locked)), busy);
        } catch (LedgerUnreadableException e) {
            return foreign.apply(e.getMessage());
        }
    }

    private <T> T run(
            RealmModel realm, UserModel user, Function<LedgerTransaction.LockedLedger, LedgerChange<T>> act, T busy) {
        Optional<LedgerChange<T>> done = LedgerTransaction.run(session, realm, user.getId(), act);
        LedgerEvents events = new LedgerEvents(session, realm, user, ServerTime.now());
        done.ifPresent(result -> {
            result.devices().keep(session);
            result.events().forEach(piece -> piece.accept(events));
        });
        return done.map(LedgerChange::outcome).orElse(busy);
    }

    private Optional<SpendOutcome> refusedUnlocked(RealmModel realm, UserModel user, TypedCodes typed) {
        return typed.isTriple()
                ? new BlindTriple(session, realm, user).refused(typed, ServerTime.now())
                : Optional.empty();
    }

    /** Keycloak's user cache holds credentials: what it has of this user is old now. */
    private <T> T forgetCached(T outcome, boolean changed, RealmModel realm, UserModel user) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (changed && cache != null) {
            cache.evict(realm, user);
        }
        return outcome;
    }
}
