package io.github.keycloakawsmfa.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A user's devices and what the ledger says of them, as they are committed now: the one place that is asked. */
public final class Devices {

    private final List<CredentialModel> rows;
    private final LedgerState ledger;
    private final String problem;

    /** @param problem why the ledger's row cannot be read, or null */
    private Devices(List<CredentialModel> rows, LedgerState ledger, String problem) {
        this.rows = rows;
        this.ledger = ledger;
        this.problem = problem;
    }

    /** Reads in a session of its own; needs no key, for nothing is opened. */
    public static Devices of(KeycloakSession session, RealmModel realm, UserModel user) {
        String userId = user.getId();
        return OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
            if (innerRealm == null) {
                return new Devices(List.of(), LedgerState.EMPTY, null);
            }
            List<CredentialModel> rows = new DeviceRows(inner, innerRealm, userId).all();
            try {
                return new Devices(rows, LedgerRow.read(inner, innerRealm.getId(), userId), null);
            } catch (LedgerUnreadableException e) {
                return new Devices(rows, LedgerState.EMPTY, e.getMessage());
            }
        });
    }

    /** Why no code can be checked, although there are devices: the user's ledger row cannot be read. For event and log. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether the user has at least one device. */
    public boolean any() {
        return !rows.isEmpty();
    }

    /** @param deviceId a credential id, or null: nothing has no device */
    public boolean exists(String deviceId) {
        return rows.stream().anyMatch(row -> row.getId().equals(deviceId));
    }

    /**
     * What the ledger witnessed in a sign-in, if the device is there still. Whether its session is valid, its age, and a
     * not-before are for the caller to ask.
     */
    public Optional<EvidenceEntry> witnessed(SignIn signIn) {
        return ledger.evidenceOf(signIn).filter(entry -> exists(entry.deviceId()));
    }

    /** Whether the ledger has witnessed anything with them, in whichever session. */
    public boolean haveEvidence() {
        return !ledger.evidence().isEmpty();
    }

    /** Whether one of them has this name. For answers in time: the ledger decides anew. */
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

    /** What the user owes for a first device. For pages: the ledger decides anew. */
    public FirstDevice.Owed owedForFirst(RealmModel realm, boolean signedIn, Instant now) {
        return FirstDevice.of(realm).owed(signedIn, Ticket.waits(ledger.ticket(), now));
    }

    /** Whether a single code does not count any more, but two consecutive ones do. For pages: the ledger decides anew. */
    public boolean needPair(Instant now) {
        return any() && Throttle.needsPair(ledger.codes(), now);
    }

    /**
     * How many consecutive codes are asked for now: three during a wait, two after many wrong codes, else one. For pages:
     * the ledger decides anew.
     */
    public int codesNeeded(Instant now) {
        return !waiting(now).isZero() ? TypedCodes.TRIPLE : needPair(now) ? 2 : 1;
    }

    /** How long one code or two are not looked at, zero for not at all. For pages: the ledger decides anew. */
    public Duration waiting(Instant now) {
        return Throttle.waiting(ledger.codes(), now);
    }
}
