package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.keys.KeyInspection.KeyUse;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.seal.OwnRealmKey;
import io.github.keycloakawsmfa.device.token.TokenKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The keys that a realm's devices and hardware tokens are sealed under, and whether these open. */
public final class DeviceKeys {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final KeySource source;
    private final TokenKeys tokens;

    /** The session's context must have this realm. */
    public DeviceKeys(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.source = new KeySource(session, realm);
        this.tokens = new TokenKeys(session, realm);
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
        return inspection(SealedCounts.of(session, realm), first(mostTried), true, mostTried);
    }

    /**
     * Counts only the first devices, and tries to open them: the cost does not grow with the realm.
     *
     * @param most how many at most
     */
    public KeyInspection inspectFirst(long most) {
        DecryptionTrial first = first(most);
        return inspection(first.counts(), first, first.isComplete(), most);
    }

    private DecryptionTrial first(long most) {
        return DecryptionTrial.ofFirst(most, session, realm, new DeviceSeal(source, realm));
    }

    private KeyInspection inspection(
            Map<String, Long> counts, DecryptionTrial trial, boolean complete, long mostTokens) {
        Optional<String> current = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            current = source.presentId();
        } catch (KeyUnavailableException e) {
            problem = Optional.of(e.getMessage());
        }
        return new KeyInspection(
                uses(new TreeMap<>(counts), current),
                trial.openings(),
                complete,
                KeySource.isInVault(),
                problem,
                new OwnRealmKey(session, realm).state(),
                tokens.tryFirst(new DeviceSeal(source, realm), mostTokens));
    }

    private List<KeyUse> uses(Map<String, Long> counts, Optional<String> current) {
        Map<String, Long> tokenCounts = tokens.counts();
        tokenCounts.keySet().forEach(id -> counts.putIfAbsent(id, 0L));
        current.ifPresent(id -> counts.putIfAbsent(id, 0L));
        List<KeyUse> uses = new ArrayList<>();
        counts.forEach((id, devices) -> uses.add(new KeyUse(
                Optional.of(id).filter(known -> !known.isEmpty()),
                devices,
                tokenCounts.getOrDefault(id, 0L),
                current.equals(Optional.of(id)),
                isAvailable(id))));
        return List.copyOf(uses);
    }

    /** Whether a key is available. */
    public boolean isAvailable(String keyId) {
        return source.isAvailable(keyId);
    }

    /** How many devices and hardware tokens are sealed under a key, as committed now. */
    public long count(String keyId) {
        return OwnTransaction.run(
                session,
                realm.getId(),
                (inner, innerRealm) -> SealedCounts.of(inner, innerRealm).getOrDefault(keyId, 0L)
                        + new TokenKeys(inner, innerRealm).counts().getOrDefault(keyId, 0L));
    }
}
