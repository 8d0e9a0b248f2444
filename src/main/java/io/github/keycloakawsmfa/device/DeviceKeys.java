package io.github.keycloakawsmfa.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The keys that a realm's devices are sealed under. Work on many devices goes by few users at a time, in transactions
 * of its own: it may be cut off at any time and called again.
 */
public final class DeviceKeys {

    /**
     * How many devices are sealed under one key.
     *
     * @param keyId empty for devices whose row is damaged
     * @param current whether new secrets are sealed under it
     * @param available whether it can be read
     */
    public record KeyUse(Optional<String> keyId, long devices, boolean current, boolean available) {}

    /**
     * What trying to open devices has shown.
     *
     * @param keyId of the key that they are sealed under; empty for those whose row is damaged
     * @param tried how many
     * @param broken how many of them do not open
     * @param examples a few of those
     */
    public record Opening(Optional<String> keyId, long tried, long broken, List<Failure> examples) {}

    /**
     * What a look at all devices has shown. Keys that are unavailable open nothing, so their devices are not tried.
     *
     * @param uses as {@link #uses()}
     * @param complete whether all devices were counted
     * @param inVault whether the server option names a vault entry
     * @param problem why the current key is unavailable, if so
     * @param own the realm's own key
     */
    public record Inspection(
            List<KeyUse> uses,
            List<Opening> openings,
            boolean complete,
            boolean inVault,
            Optional<String> problem,
            OwnKey own) {

        /** How many devices there are; where not all were counted, at least. */
        public long devices() {
            return uses.stream().mapToLong(KeyUse::devices).sum();
        }

        /** How many of them were tried. */
        public long tried() {
            return openings.stream().mapToLong(Opening::tried).sum();
        }
    }

    /** How the realm's own key is, be it the current one or not. */
    public enum OwnKey {
        /** There is none. */
        NONE,
        /** It is the one that this plugin made. */
        MADE,
        /** It was there before it sealed anything, as after a realm import. */
        FOUND,
        /** Its key provider is gone. */
        LOST,
        /** Its key provider has another secret than the one that sealed first. */
        REPLACED
    }

    /**
     * A device that could not be opened, or removed, and stays as it is.
     *
     * @param deviceId null if it is about all of the user's devices
     */
    public record Failure(String userId, String deviceId, String reason) {}

    /**
     * What one call has sealed anew.
     *
     * @param keyId the current key's
     * @param left how many wait behind {@code last}, at least; 0 if all have been seen
     * @param last the user to go on behind; empty if all have been seen
     */
    public record Resealed(String keyId, int devices, long left, List<Failure> failures, Optional<String> last) {}

    /**
     * What one call has removed.
     *
     * @param left how many more are sealed under the key: at least, as long as {@code last} says where to go on
     * @param failures users whose devices could not be removed
     * @param last the user to go on behind; empty if all have been seen
     */
    public record Forgotten(int devices, long left, List<Failure> failures, Optional<String> last) {}

    private final KeycloakSession session;
    private final RealmModel realm;
    private final KeySource source;

    /** The session's context must have this realm. */
    public DeviceKeys(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.source = new KeySource(session, realm);
    }

    /** All keys that a device is sealed under, and the current one; sorted by id. */
    public List<KeyUse> uses() {
        return inspect(0).uses();
    }

    /**
     * Has the database count all devices, and tries to open the first ones: no others are read.
     *
     * @param mostTried how many at most
     */
    public Inspection inspect(long mostTried) {
        return inspection(SealedCounts.of(session, realm), first(mostTried), true);
    }

    /**
     * Counts the first devices only, and tries to open them: what that costs does not grow with the realm.
     *
     * @param most how many at most
     */
    public Inspection inspectFirst(long most) {
        DeviceTally first = first(most);
        return inspection(first.counts(), first, first.isComplete());
    }

    private DeviceTally first(long most) {
        return DeviceTally.ofFirst(most, session, realm, new DeviceSeal(source, realm));
    }

    private Inspection inspection(Map<String, Long> counts, DeviceTally tally, boolean complete) {
        Optional<String> current = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            current = source.present().map(MasterKey::id);
        } catch (KeyUnavailableException e) {
            problem = Optional.of(e.getMessage());
        }
        return new Inspection(
                uses(new TreeMap<>(counts), current),
                tally.openings(),
                complete,
                KeySource.isInVault(),
                problem,
                own());
    }

    private OwnKey own() {
        RealmKeyState state = new RealmKey(session, realm).state();
        if (state instanceof RealmKeyState.Kept kept) {
            return kept.found() ? OwnKey.FOUND : OwnKey.MADE;
        }
        if (state instanceof RealmKeyState.Found) {
            return OwnKey.FOUND;
        }
        if (state instanceof RealmKeyState.Absent) {
            return OwnKey.NONE;
        }
        return state instanceof RealmKeyState.Lost ? OwnKey.LOST : OwnKey.REPLACED;
    }

    private List<KeyUse> uses(Map<String, Long> counts, Optional<String> current) {
        current.ifPresent(id -> counts.putIfAbsent(id, 0L));
        List<KeyUse> uses = new ArrayList<>();
        counts.forEach((id, devices) -> uses.add(new KeyUse(
                Optional.of(id).filter(known -> !known.isEmpty()),
                devices,
                current.equals(Optional.of(id)),
                isAvailable(id))));
        return List.copyOf(uses);
    }

    /** Whether a key is available. */
    public boolean isAvailable(String keyId) {
        try {
            return source.byId(keyId) != null;
        } catch (KeyUnavailableException e) {
            return false;
        }
    }

    /**
     * Seals devices under the current key that are sealed under another one. No code is spent by it, and none becomes
     * good again.
     *
     * @param after the user to go on behind, or empty
     * @param maxUsers after how many users to stop
     * @param limit when to stop
     * @throws KeyUnavailableException if the current key is unavailable: then nothing was done
     */
    public Resealed reseal(String after, int maxUsers, TimeLimit limit) {
        String keyId = source.current().id();
        ResealBatch batch = new ResealBatch(session, realm);
        int[] devices = {0};
        List<Failure> failures = new ArrayList<>();
        UserBatches.End end = new UserBatches(pagesBehind(after), row -> !row.isSealedUnder(keyId), ResealBatch.USERS)
                .work(
                        maxUsers,
                        limit,
                        users -> batch.reseal(users).forEach((userId, outcome) -> {
                            devices[0] += outcome.devices();
                            outcome.failures().forEach((id, why) -> failures.add(new Failure(userId, id, why)));
                        }));
        return new Resealed(keyId, devices[0], end.left(), List.copyOf(failures), end.last());
    }

    /** Each in a transaction of its own, which is over before a row is worked on: one connection at a time. */
    private Supplier<List<SealedRows.Row>> pagesBehind(String after) {
        SealedRows rows = SealedRows.behind(realm, after);
        return () ->
                OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> rows.next(inner, SealedRows.PAGE));
    }

    /**
     * Removes devices that are sealed under a key that is lost. Their owners are told by event and mail. When none is
     * left, a realm's own key that is lost or was replaced is given up with them, and a new one takes its place.
     *
     * @param after the user to go on behind, or empty
     * @param maxUsers after how many users to stop
     * @param limit when to stop
     * @throws IllegalStateException if the key is available: then its devices are not lost
     */
    public Forgotten forget(String keyId, String after, int maxUsers, TimeLimit limit) {
        if (isAvailable(keyId)) {
            throw new IllegalStateException("The key " + keyId + " is not lost");
        }
        int[] devices = {0};
        List<Failure> failures = new ArrayList<>();
        UserBatches.End end = new UserBatches(pagesBehind(after), row -> row.isSealedUnder(keyId), 1)
                .work(maxUsers, limit, users -> {
                    String userId = users.get(0);
                    UserModel user = session.users().getUserById(realm, userId);
                    int removed = user == null ? 0 : new Ledger(session).forget(realm, user, keyId);
                    devices[0] += removed;
                    if (removed == 0) {
                        failures.add(new Failure(userId, null, whyKept(user)));
                    }
                });
        long left = end.last().isPresent() ? end.left() : count(keyId);
        if (left == 0 && isOwnAndGone(keyId)) {
            new RealmKey(session, realm).renew(!KeySource.isInVault());
        }
        return new Forgotten(devices[0], left, List.copyOf(failures), end.last());
    }

    private static String whyKept(UserModel user) {
        return user == null
                ? "the user cannot be loaded"
                : "busy, or the database has another user's record in its place";
    }

    private boolean isOwnAndGone(String keyId) {
        RealmKeyState state = new RealmKey(session, realm).state();
        return (state instanceof RealmKeyState.Lost lost && lost.keyId().equals(keyId))
                || (state instanceof RealmKeyState.Replaced replaced
                        && replaced.keyId().equals(keyId));
    }

    /** How many devices are sealed under a key, as it is committed now. */
    public long count(String keyId) {
        return OwnTransaction.run(
                session,
                realm.getId(),
                (inner, innerRealm) -> SealedCounts.of(inner, innerRealm).getOrDefault(keyId, 0L));
    }
}
