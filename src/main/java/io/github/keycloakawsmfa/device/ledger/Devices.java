package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A user's devices and what the ledger says of them: the only source for both. Read once per request, from the database
 * and not from Keycloak's cache; changes by this request's own ledger act are taken from that act. A later read could
 * be old: under repeatable read (MySQL, MariaDB) a transaction keeps seeing what its first read saw.
 */
public final class Devices {

    /** How many a user may have. */
    public static final int MOST = 8;

    private static final String ATTRIBUTE = "virtual-mfa.devices";

    private final String realmId;
    private final String userId;
    private final List<CredentialModel> rows;
    private final List<BuiltInOtp> waiting;
    private final LedgerState ledger;
    private final String problem;

    /**
     * @param rows in the order in which they were assigned
     * @param waiting built-in one-time codes that become devices at the next right code
     */
    Devices(String realmId, String userId, List<CredentialModel> rows, List<BuiltInOtp> waiting, LedgerState ledger) {
        this(realmId, userId, rows, waiting, ledger, null);
    }

    private Devices(
            String realmId,
            String userId,
            List<CredentialModel> rows,
            List<BuiltInOtp> waiting,
            LedgerState ledger,
            String problem) {
        this.realmId = realmId;
        this.userId = userId;
        this.rows = List.copyOf(rows);
        this.waiting = List.copyOf(waiting);
        this.ledger = ledger;
        this.problem = problem;
    }

    private static Devices of(
            String realmId,
            String userId,
            List<CredentialModel> rows,
            Function<LedgerState, List<BuiltInOtp>> waiting,
            Supplier<Optional<String>> text) {
        try {
            LedgerState ledger = text.get().map(LedgerJson::read).orElse(LedgerState.EMPTY);
            return new Devices(realmId, userId, rows, waiting.apply(ledger), ledger);
        } catch (LedgerUnreadableException e) {
            return new Devices(
                    realmId, userId, rows, waiting.apply(LedgerState.EMPTY), LedgerState.EMPTY, e.getMessage());
        }
    }

    /**
     * Without built-in one-time codes, for lists of users.
     *
     * @param ledger the text of the ledger's row, null for none
     */
    static Devices read(String realmId, String userId, List<CredentialModel> rows, String ledger) {
        return of(realmId, userId, rows, state -> List.of(), () -> Optional.ofNullable(ledger));
    }

    /** Reads in the request's own session, which takes a connection if it holds none yet. Needs no key: nothing is opened. */
    public static Devices of(KeycloakSession session, RealmModel realm, UserModel user) {
        return known(session, realm, user)
                .orElseGet(() -> read(session, realm, user).keep(session));
    }

    /** The same for a request that may have the ledger act: see {@link OwnTransaction#orHeld}. */
    public static Devices beforeAct(KeycloakSession session, RealmModel realm, UserModel user) {
        return known(session, realm, user)
                .orElseGet(() -> OwnTransaction.orHeld(session, realm, (reading, same) -> read(reading, realm, user))
                        .keep(session));
    }

    /** The same, but read now, whatever this request has read before; not kept for the request. */
    public static Devices read(KeycloakSession session, RealmModel realm, UserModel user) {
        CommittedRows committed = new CommittedRows(session, user.getId());
        CommittedRows.Read read = committed.devicesAndLedger(realm.getId());
        return of(
                realm.getId(),
                user.getId(),
                read.devices(),
                state -> WaitingOtp.in(
                        realm,
                        read.devices().size(),
                        state,
                        ServerTime.now(),
                        () -> new DeviceRows(session, realm, user.getId()).builtInOtp()),
                read.ledger());
    }

    /** As committed, whatever the request's own transaction has changed by now; not kept for the request. */
    public static Devices committed(KeycloakSession session, RealmModel realm, UserModel user) {
        return OwnTransaction.run(session, realm.getId(), (inner, same) -> read(inner, realm, user));
    }

    /** From now on the answer for this request, until an act of the ledger gives another one. */
    Devices keep(KeycloakSession session) {
        // Only one user's: a call may go through all users of a realm.
        session.setAttribute(ATTRIBUTE, this);
        return this;
    }

    /** After an act with an unknown outcome. */
    static void forget(KeycloakSession session) {
        session.removeAttribute(ATTRIBUTE);
    }

    private static Optional<Devices> known(KeycloakSession session, RealmModel realm, UserModel user) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, Devices.class))
                .filter(known -> known.realmId.equals(realm.getId()) && known.userId.equals(user.getId()));
    }

    List<CredentialModel> rows() {
        return rows;
    }

    LedgerState ledger() {
        return ledger;
    }

    /** Why no code can be checked although there are devices: the user's ledger row cannot be read. For event and log. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether there is anything that a code could come from: a device, or what becomes one at its next right code. */
    public boolean any() {
        return !rows.isEmpty() || isAnyWaiting();
    }

    /** Whether the user has at least one device. */
    public boolean anyAssigned() {
        return !rows.isEmpty();
    }

    /** Whether a built-in one-time code becomes a device at its next right code. */
    boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }

    /** @param deviceId a credential id, or null: never a device */
    public boolean exists(String deviceId) {
        return rows.stream().anyMatch(row -> row.getId().equals(deviceId));
    }

    /**
     * What the ledger witnessed in a sign-in, if the device still exists. The caller checks the session's validity, the
     * age, and a not-before.
     */
    public Optional<EvidenceEntry> witnessed(SignIn signIn) {
        return ledger.evidenceOf(signIn).filter(entry -> exists(entry.deviceId()));
    }

    /** Whether the ledger has witnessed anything with them, in any session. */
    public boolean haveEvidence() {
        return !ledger.evidence().isEmpty();
    }

    /** Whether one of them has this name. For early answers: the ledger decides again. */
    public boolean haveName(DeviceName name) {
        return rows.stream().map(DeviceSummary::nameOf).anyMatch(name::isTakenBy);
    }

    /** @param deviceId a credential id */
    public Optional<DeviceSummary> find(String deviceId) {
        return list().stream().filter(device -> device.id().equals(deviceId)).findFirst();
    }

    /** In the order in which they were assigned; immutable. */
    public List<DeviceSummary> list() {
        return rows.stream().map(row -> DeviceSummary.of(row, ledger)).toList();
    }

    /** The same, and then those that become devices at their next right code: all that a code may come from. */
    public List<DeviceSummary> listWithWaiting() {
        return Stream.concat(list().stream(), waiting.stream().map(WaitingOtp::summary))
                .toList();
    }

    /** How often a first device was put off, and when the user was reminded; nothing if the row cannot be read. */
    public RolloutNotes rollout() {
        return ledger.rollout();
    }

    /** When the user last signed in to AWS, to the hour; empty for never, or before this was noted. */
    public Optional<Instant> lastAwsSignIn() {
        return Optional.of(ledger.awsAtEpochSecond())
                .filter(second -> second > 0)
                .map(Instant::ofEpochSecond);
    }

    /** What the user owes for a first device. For pages: the ledger decides again. */
    public FirstDevice.Owed owedForFirst(RealmModel realm, boolean signedIn, Instant now) {
        return FirstDevice.of(realm)
                .owed(signedIn && !WaitingOtp.areBehindATicket(realm, ledger, now), Ticket.waits(ledger.ticket(), now));
    }

    /** Whether a single code no longer counts, but two consecutive ones do. For pages: the ledger decides again. */
    public boolean needPair(Instant now) {
        return any() && Throttle.needsPair(ledger.codes(), now);
    }

    /**
     * How many consecutive codes are needed now: three during a wait, two after many wrong codes, else one. For pages:
     * the ledger decides again.
     */
    public int codesNeeded(Instant now) {
        return !waiting(now).isZero() ? TypedCodes.TRIPLE : needPair(now) ? 2 : 1;
    }

    /** Until when a ticket for the first device can be used; empty if there is none, or it is over. */
    public Optional<Instant> ticketUntil(Instant now) {
        return Optional.ofNullable(ledger.ticket())
                .filter(ticket -> Ticket.waits(ticket, now))
                .map(ticket -> Instant.ofEpochSecond(ticket.untilEpochSecond()));
    }

    /** How long one code or two are not checked, zero for no wait. For pages: the ledger decides again. */
    public Duration waiting(Instant now) {
        return Throttle.waiting(ledger.codes(), now);
    }
}
