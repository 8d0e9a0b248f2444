package io.github.keycloakawsmfa.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The keys that a realm's devices are sealed under. Work on many devices goes user by user, each in a transaction of its
 * own: it may be cut off at any time and called again.
 */
public final class DeviceKeys {

    /**
     * How many devices are sealed under one key.
     *
     * @param keyId empty for devices whose row is damaged
     * @param current whether new secrets are sealed under it
     * @param available whether it can be had
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
     * What a look at all devices has shown. Keys that are not to be had open nothing, so their devices are not tried.
     *
     * @param uses as {@link #uses()}
     * @param inVault whether the server option names a vault entry
     * @param problem why the current key is not to be had, if so
     */
    public record Inspection(List<KeyUse> uses, List<Opening> openings, boolean inVault, Optional<String> problem) {

        /** How many devices there are. */
        public long devices() {
            return uses.stream().mapToLong(KeyUse::devices).sum();
        }

        /** How many of them were tried. */
        public long tried() {
            return openings.stream().mapToLong(Opening::tried).sum();
        }
    }

    /** A device that could not be opened, and stays as it is. */
    public record Failure(String userId, String deviceId, String reason) {}

    /**
     * What one call has sealed anew.
     *
     * @param keyId the current key's
     * @param left how many are still sealed under another one
     * @param last the user to go on behind; empty if all have been seen
     */
    public record Resealed(String keyId, int devices, long left, List<Failure> failures, Optional<String> last) {}

    /**
     * What one call has removed.
     *
     * @param left how many more are sealed under the key, those of the users that cannot be loaded included
     */
    public record Forgotten(int devices, long left) {}

    private final KeycloakSession session;
    private final RealmModel realm;
    private final KeySource source;
    private final SealedRows rows;

    /** The session's context must have this realm. */
    public DeviceKeys(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.source = new KeySource(session, realm);
        this.rows = new SealedRows(session, realm);
    }

    /** All keys that a device is sealed under, and the current one; sorted by id. */
    public List<KeyUse> uses() {
        return inspect(0).uses();
    }

    /**
     * Counts all devices, and tries to open the first ones.
     *
     * @param mostTried how many at most
     */
    public Inspection inspect(long mostTried) {
        DeviceTally tally = new DeviceTally(new DeviceSeal(source, realm), mostTried);
        rows.walk("", row -> {
            tally.add(row);
            return true;
        });
        Optional<String> current = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            current = source.present().map(MasterKey::id);
        } catch (KeyUnavailableException e) {
            problem = Optional.of(e.getMessage());
        }
        return new Inspection(
                uses(new TreeMap<>(tally.counts()), current), tally.openings(), KeySource.isInVault(), problem);
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

    /** Whether a key can be had. */
    public boolean isAvailable(String keyId) {
        try {
            return source.byId(keyId) != null;
        } catch (KeyUnavailableException e) {
            return false;
        }
    }

    /** How many devices are sealed under a key. */
    public long count(String keyId) {
        return count(row -> row.isSealedUnder(keyId));
    }

    private long count(Predicate<SealedRows.Row> wanted) {
        long[] count = {0};
        rows.walk("", row -> {
            count[0] += wanted.test(row) ? 1 : 0;
            return true;
        });
        return count[0];
    }

    /**
     * Seals devices under the current key that are sealed under another one. No code is spent by it, and none becomes
     * good again.
     *
     * @param after the user to go on behind, or empty
     * @param maxUsers after how many users to stop
     * @throws KeyUnavailableException if the current key is not to be had: then nothing was done
     */
    public Resealed reseal(String after, int maxUsers) {
        String keyId = source.current().id();
        // One more than wanted, to know whether there are more.
        List<String> users = users(after, maxUsers + 1, row -> !row.isSealedUnder(keyId));
        List<String> batch = users.subList(0, Math.min(users.size(), maxUsers));
        int devices = 0;
        List<Failure> failures = new ArrayList<>();
        for (String userId : batch) {
            ResealOutcome outcome = new Ledger(session).reseal(realm, userId);
            devices += outcome.devices();
            outcome.failures().forEach((id, why) -> failures.add(new Failure(userId, id, why)));
        }
        Optional<String> last = users.size() > maxUsers ? Optional.of(batch.get(batch.size() - 1)) : Optional.empty();
        return new Resealed(keyId, devices, count(row -> !row.isSealedUnder(keyId)), List.copyOf(failures), last);
    }

    /**
     * Removes devices that are sealed under a key that is lost. Their owners are told by event and mail.
     *
     * @param maxUsers after how many users to stop
     * @throws IllegalStateException if the key can be had: then its devices are not lost
     */
    public Forgotten forget(String keyId, int maxUsers, Instant now) {
        if (isAvailable(keyId)) {
            throw new IllegalStateException("The key " + keyId + " is not lost");
        }
        int devices = 0;
        for (String userId : users("", maxUsers, row -> row.isSealedUnder(keyId))) {
            UserModel user = session.users().getUserById(realm, userId);
            devices += user == null ? 0 : new Ledger(session).forget(realm, user, keyId, now);
        }
        return new Forgotten(devices, count(keyId));
    }

    /** The users of such rows, in the order of the walk. */
    private List<String> users(String after, int max, Predicate<SealedRows.Row> wanted) {
        Set<String> users = new LinkedHashSet<>();
        rows.walk(after, row -> {
            if (wanted.test(row)) {
                users.add(row.userId());
            }
            return users.size() < max;
        });
        return List.copyOf(users);
    }
}
