package io.github.keycloakawsmfa.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The keys that a realm's devices are sealed under, and whether these open. */
public final class DeviceKeys {

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
    public KeyInspection inspect(long mostTried) {
        return inspection(SealedCounts.of(session, realm), first(mostTried), true);
    }

    /**
     * Counts the first devices only, and tries to open them: what that costs does not grow with the realm.
     *
     * @param most how many at most
     */
    public KeyInspection inspectFirst(long most) {
        DeviceTally first = first(most);
        return inspection(first.counts(), first, first.isComplete());
    }

    private DeviceTally first(long most) {
        return DeviceTally.ofFirst(most, session, realm, new DeviceSeal(source, realm));
    }

    private KeyInspection inspection(Map<String, Long> counts, DeviceTally tally, boolean complete) {
        Optional<String> current = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            current = source.present().map(MasterKey::id);
        } catch (KeyUnavailableException e) {
            problem = Optional.of(e.getMessage());
        }
        return new KeyInspection(
                uses(new TreeMap<>(counts), current),
                tally.openings(),
                complete,
                KeySource.isInVault(),
                problem,
                own());
    }

    private KeyInspection.OwnKey own() {
        RealmKeyState state = new RealmKey(session, realm).state();
        if (state instanceof RealmKeyState.Kept kept) {
            return kept.found() ? KeyInspection.OwnKey.FOUND : KeyInspection.OwnKey.MADE;
        }
        if (state instanceof RealmKeyState.Found) {
            return KeyInspection.OwnKey.FOUND;
        }
        if (state instanceof RealmKeyState.Absent) {
            return KeyInspection.OwnKey.NONE;
        }
        return state instanceof RealmKeyState.Lost ? KeyInspection.OwnKey.LOST : KeyInspection.OwnKey.REPLACED;
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

    /** How many devices are sealed under a key, as it is committed now. */
    public long count(String keyId) {
        return OwnTransaction.run(
                session,
                realm.getId(),
                (inner, innerRealm) -> SealedCounts.of(inner, innerRealm).getOrDefault(keyId, 0L));
    }
}
