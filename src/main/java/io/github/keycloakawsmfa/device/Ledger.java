package io.github.keycloakawsmfa.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * The only place where a code is spent or a device changes. Each method is one transaction of its own under the lock
 * of the user's row: two requests never both win, and a rollback of the request takes nothing back (rules S1, S2). What
 * changed is told, by event and mail, once it is committed.
 *
 * <p>Not done here: Keycloak's brute-force count, evidence, and the events of codes that did not pass.
 */
public final class Ledger {

    /** How many devices a user may have. */
    public static final int MAX_DEVICES = 8;

    private final KeycloakSession session;

    /** @param session the request's session */
    public Ledger(KeycloakSession session) {
        this.session = session;
    }

    /** Checks one code, or two consecutive ones, and burns their steps, and all older ones, in one act. */
    public SpendOutcome spend(RealmModel realm, UserModel user, TypedCodes typed, Instant now) {
        return run(realm, user, now, acts -> acts.spend(typed), new SpendOutcome.Busy(), SpendOutcome.Unavailable::new);
    }

    /**
     * Stores a device whose pair was found, if what is owed for it was paid; the pair is burned with it. A name that is
     * taken and the limit of devices are looked at before the payment, which is then kept.
     */
    public AssignOutcome assign(RealmModel realm, UserModel user, NewDevice device, Payment payment, Instant now) {
        return assign(realm, user, now, acts -> acts.assign(device, payment));
    }

    /** The same for a further device, by a door that assigns no first one: whether there is one is decided under the lock. */
    public AssignOutcome assignNext(RealmModel realm, UserModel user, NewDevice device, TypedCodes codes, Instant now) {
        return assign(realm, user, now, acts -> acts.assignNext(device, codes));
    }

    /** Stores a device because an administrator says so: no code is owed for it, and no ticket. */
    public AssignOutcome assignByAdministrator(RealmModel realm, UserModel user, NewDevice device, Instant now) {
        return assign(realm, user, now, acts -> acts.assignByAdministrator(device));
    }

    private AssignOutcome assign(
            RealmModel realm, UserModel user, Instant now, Function<LedgerActs, LedgerActs.Act<AssignOutcome>> act) {
        AssignOutcome outcome = run(realm, user, now, act, new AssignOutcome.Busy(), AssignOutcome.Unavailable::new);
        return forgetCached(outcome, outcome instanceof AssignOutcome.Assigned, realm, user);
    }

    /**
     * Takes a device away, paid with a code of a present one, be it the same.
     *
     * @param lastMayGo whether the user may be left without a device
     */
    public DeactivateOutcome deactivate(
            RealmModel realm, UserModel user, String deviceId, TypedCodes typed, boolean lastMayGo, Instant now) {
        DeactivateOutcome outcome = run(
                realm,
                user,
                now,
                acts -> acts.deactivate(deviceId, typed, lastMayGo),
                new DeactivateOutcome.Busy(),
                DeactivateOutcome.Unavailable::new);
        return forgetCached(outcome, outcome instanceof DeactivateOutcome.Deactivated, realm, user);
    }

    /** Takes a device away because an administrator says so: no code, no key and no open seal is needed. */
    public DeactivateOutcome deactivateByAdministrator(RealmModel realm, UserModel user, String deviceId, Instant now) {
        DeactivateOutcome outcome = run(
                realm,
                user,
                now,
                acts -> acts.deactivateByAdministrator(deviceId),
                new DeactivateOutcome.Busy(),
                DeactivateOutcome.Unavailable::new);
        return forgetCached(outcome, outcome instanceof DeactivateOutcome.Deactivated, realm, user);
    }

    /** Gives a device another name. Free: a name proves nothing. */
    public RenameOutcome rename(RealmModel realm, UserModel user, String deviceId, DeviceName name, Instant now) {
        RenameOutcome outcome =
                run(realm, user, now, acts -> acts.rename(deviceId, name), new RenameOutcome.Busy(), reason -> {
                    throw new IllegalStateException("A name needs no key");
                });
        return forgetCached(outcome, outcome instanceof RenameOutcome.Renamed, realm, user);
    }

    /** Makes a ticket for the user's first device; one that was made before is void. */
    public TicketOutcome issueTicket(RealmModel realm, UserModel user, Duration life, Instant now) {
        return run(realm, user, now, acts -> acts.issueTicket(life), new TicketOutcome.Busy(), reason -> {
            throw new IllegalStateException("A ticket needs no key");
        });
    }

    /**
     * Seals a user's devices under the current key that are sealed under another one; their codes count as before.
     *
     * @throws KeyUnavailableException if the current key is not to be had
     */
    ResealOutcome reseal(RealmModel realm, String userId) {
        ResealOutcome outcome = LedgerTransaction.run(session, realm, userId, LedgerActs::reseal)
                .orElseGet(() -> new ResealOutcome(0, Map.of("", "busy")));
        UserModel user = session.users().getUserById(realm, userId);
        // What Keycloak has cached it may write back, as it does when the account console renames a device.
        return user == null ? outcome : forgetCached(outcome, outcome.devices() > 0, realm, user);
    }

    /** Removes a user's devices that are sealed under a key that is lost, and answers how many. */
    int forget(RealmModel realm, UserModel user, String keyId, Instant now) {
        int removed = run(realm, user, now, acts -> acts.forget(keyId), 0, reason -> 0);
        return forgetCached(removed, removed > 0, realm, user);
    }

    private <T> T run(
            RealmModel realm,
            UserModel user,
            Instant now,
            Function<LedgerActs, LedgerActs.Act<T>> act,
            T busy,
            Function<String, T> unavailable) {
        LedgerActs.Act<T> done;
        try {
            done = LedgerTransaction.run(session, realm, user.getId(), books -> act.apply(new LedgerActs(books, now)))
                    .orElse(null);
        } catch (KeyUnavailableException e) {
            return unavailable.apply(e.getMessage());
        }
        if (done == null) {
            return busy;
        }
        LedgerEvents events = new LedgerEvents(session, realm, user, now);
        done.news().forEach(piece -> piece.accept(events));
        return done.outcome();
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
