package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome;
import io.github.keycloakawsmfa.device.ledger.DeviceOperation.RenameOutcome;
import io.github.keycloakawsmfa.device.metrics.CodeMeters;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The only place where a code is spent or a device changes, with {@link AdministratorsLedger}. Each method is one transaction of its own under the lock of
 * the user's row: two requests never both win, and a rollback of the request undoes nothing (rules S1, S2). The time is
 * read under the lock. Changes are reported, by event and mail, once they are committed. Evidence is noted in the act
 * that witnesses it (rule S7).
 *
 * <p>Not done here: Keycloak's brute-force count, and the events of codes that did not pass.
 */
public final class Ledger {

    private final KeycloakSession session;
    private final Door door;

    /** For calls, and for what takes no code. */
    public Ledger(KeycloakSession session) {
        this(session, Door.CALL);
    }

    /**
     * @param session the request's session
     * @param door where the codes came in
     */
    public Ledger(KeycloakSession session, Door door) {
        this.session = session;
        this.door = door;
    }

    /**
     * Checks one code, or two or three consecutive ones, and burns their steps, and all older ones, in one act.
     *
     * @param signIn which they are typed for, so that passing is evidence, noted in the same act; null for a change of
     *     devices or a call
     */
    public LedgerResult<SpendOutcome> spend(RealmModel realm, UserModel user, TypedCodes typed, SignIn signIn) {
        return counted(
                realm,
                refusedUnlocked(realm, user, typed)
                        .orElseGet(() -> run(realm, user, locked -> new CodeOperation(locked).spend(typed, signIn))));
    }

    /**
     * Stores a device whose pair was found, if what is owed for it has been brought; the pair is burned with it. A
     * taken name and the limit of devices are checked before the proof, which is then kept.
     *
     * @param signIn in which the device is assigned, which is evidence, noted in the same act
     */
    public LedgerResult<AssignOutcome> assign(
            RealmModel realm, UserModel user, NewDevice device, EnrollmentProof proof, SignIn signIn) {
        return assign(
                realm, user, proof.codes(), locked -> new EnrollmentOperation(locked).assign(device, proof, signIn));
    }

    /** The same for a further device, never a first one: whether one exists is decided under the lock. */
    public LedgerResult<AssignOutcome> assignNext(
            RealmModel realm, UserModel user, NewDevice device, TypedCodes codes) {
        return assign(realm, user, codes, locked -> new EnrollmentOperation(locked).assignNext(device, codes));
    }

    private LedgerResult<AssignOutcome> assign(
            RealmModel realm, UserModel user, TypedCodes codes, LedgerAct.Operation<AssignOutcome> operation) {
        return counted(
                realm,
                refusedUnlocked(realm, user, codes)
                        .map(refused -> refused.<AssignOutcome>map(AssignOutcome.ProofRejected::new))
                        .orElseGet(() -> run(realm, user, operation)));
    }

    /**
     * Removes a device, paid with a code of a present one, possibly the same.
     *
     * @param lastMayGo whether the user may be left without a device
     */
    public LedgerResult<DeactivateOutcome> deactivate(
            RealmModel realm, UserModel user, String deviceId, TypedCodes typed, boolean lastMayGo) {
        return counted(
                realm,
                refusedUnlocked(realm, user, typed)
                        .map(refused -> refused.<DeactivateOutcome>map(DeactivateOutcome.ProofRejected::new))
                        .orElseGet(() -> run(
                                realm,
                                user,
                                locked -> new DeviceOperation(locked).deactivate(deviceId, typed, lastMayGo))));
    }

    /** Gives a device another name. Free: a name proves nothing. */
    public LedgerResult<RenameOutcome> rename(RealmModel realm, UserModel user, String deviceId, DeviceName name) {
        return run(realm, user, locked -> new LedgerResult.Done<>(new DeviceOperation(locked).rename(deviceId, name)));
    }

    /** All evidence of the user is invalid from now on, in every session: the user was seen disabled. */
    public LedgerResult<Void> forgetEvidence(RealmModel realm, UserModel user) {
        return run(realm, user, locked -> {
            locked.change(locked.state().withoutEvidence());
            return new LedgerResult.Done<>(null);
        });
    }

    /** Notes that a response for AWS leaves: for the credential report, nothing rests on it. */
    public LedgerResult<Void> noteAwsSignIn(RealmModel realm, UserModel user) {
        return run(realm, user, locked -> {
            locked.change(locked.state().signedInToAws(locked.now()));
            return new LedgerResult.Done<>(null);
        });
    }

    /** Drops what the ledger knows of a device that Keycloak itself has removed, but not that there was one. */
    public LedgerResult<Void> forgetRemoved(RealmModel realm, UserModel user, String deviceId) {
        return run(realm, user, locked -> {
            new UsersTokens(locked).releaseRemoved(deviceId);
            locked.change(locked.state().withLostDevice(true));
            return new LedgerResult.Done<>(null);
        });
    }

    /**
     * Counts that a user without a device goes on without one.
     *
     * @param requiredFrom from when on that is not possible
     */
    public LedgerResult<RolloutOperation.SkipOutcome> skip(RealmModel realm, UserModel user, Instant requiredFrom) {
        return run(realm, user, locked -> new LedgerResult.Done<>(new RolloutOperation(locked).skip(requiredFrom)));
    }

    /**
     * Makes a device of a hardware token, by its serial number and two or three consecutive codes, if what is owed for a
     * device has been brought. A wrong pair is a wrong code.
     *
     * @param name what the device is to be called; empty for the serial number
     * @param signIn in which it is assigned, which is evidence, noted in the same act
     */
    public LedgerResult<ActivateOutcome> activate(
            RealmModel realm,
            UserModel user,
            String serial,
            Optional<DeviceName> name,
            TypedCodes codes,
            EnrollmentProof proof,
            SignIn signIn) {
        return counted(
                realm,
                TokenTriple.refusedUnlocked(session, realm, user, serial, codes, ServerTime.now())
                        .map(outcome -> counted(outcome, realm))
                        .<LedgerResult<ActivateOutcome>>map(
                                outcome -> new LedgerResult.Done<>(new ActivateOutcome.TokenRefused(outcome)))
                        .orElseGet(() -> run(
                                realm,
                                user,
                                locked -> new TokenOperation(locked).activate(serial, name, codes, proof, signIn))));
    }

    private Optional<LedgerResult<SpendOutcome>> refusedUnlocked(RealmModel realm, UserModel user, TypedCodes typed) {
        Optional<LedgerResult<SpendOutcome>> refused =
                CodeOperation.blindTriple(session, realm, user, typed, ServerTime.now());
        refused.ifPresent(result -> result.map(outcome -> counted(outcome, realm)));
        return refused;
    }

    private SpendOutcome counted(SpendOutcome outcome, RealmModel realm) {
        counts(realm).spent(outcome);
        return outcome;
    }

    private <T> LedgerResult<T> counted(RealmModel realm, LedgerResult<T> result) {
        counts(realm).unchecked(result);
        return result;
    }

    private CodeCounts counts(RealmModel realm) {
        return new CodeCounts(new CodeMeters(realm.getName(), door));
    }

    private <T> LedgerResult<T> run(RealmModel realm, UserModel user, LedgerAct.Operation<T> operation) {
        return new LedgerAct(session, realm, user, counts(realm)).run(operation);
    }
}
