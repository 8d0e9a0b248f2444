package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.keys.KeyInspection.DeviceFailure;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.seal.SealedRowScan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Counts the first devices by key, and tries whether they open. */
final class DecryptionTrial {

    private static final int EXAMPLES = 20;

    private final DeviceSeal seal;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Tried> tried = new TreeMap<>();

    /** Asked only once: a vault that is down costs a time-out each time. */
    private final Set<String> missingKeys = new HashSet<>();

    private boolean complete;

    private DecryptionTrial(DeviceSeal seal) {
        this.seal = seal;
    }

    /** @param most how many are read and checked */
    static DecryptionTrial ofFirst(long most, KeycloakSession session, RealmModel realm, DeviceSeal seal) {
        DecryptionTrial tally = new DecryptionTrial(seal);
        SealedRowScan rows = SealedRowScan.behind(realm, "");
        for (long left = most; left > 0 && !tally.complete; ) {
            int wanted = (int) Math.min(left, SealedRowScan.PAGE);
            List<SealedRowScan.Row> page = rows.next(session, wanted);
            page.forEach(tally::add);
            left -= page.size();
            tally.complete = page.size() < wanted;
        }
        return tally;
    }

    private void add(SealedRowScan.Row row) {
        String keyId = row.keyId().orElse("");
        counts.merge(keyId, 1L, Long::sum);
        if (!missingKeys.contains(keyId)) {
            open(keyId, row);
        }
    }

    /** Whether these were all. */
    boolean isComplete() {
        return complete;
    }

    /** @return by key id, sorted; the empty one is that of damaged rows */
    Map<String, Long> counts() {
        return counts;
    }

    List<KeyInspection.Opening> openings() {
        List<KeyInspection.Opening> openings = new ArrayList<>();
        tried.forEach((keyId, of) -> openings.add(new KeyInspection.Opening(
                Optional.of(keyId).filter(known -> !known.isEmpty()), of.tried, of.broken, List.copyOf(of.examples))));
        return List.copyOf(openings);
    }

    private void open(String keyId, SealedRowScan.Row row) {
        try {
            seal.open(row.userId(), row.device());
            tried(keyId).tried++;
        } catch (KeyUnavailableException e) {
            // Reported once, for its key: that a device needs it says nothing about the device.
            missingKeys.add(keyId);
        } catch (BrokenSealException e) {
            Tried of = tried(keyId);
            of.tried++;
            of.broken++;
            if (of.examples.size() < EXAMPLES) {
                of.examples.add(new DeviceFailure(row.userId(), row.device().getId(), e.getMessage()));
            }
        }
    }

    private Tried tried(String keyId) {
        return tried.computeIfAbsent(keyId, id -> new Tried());
    }

    private static final class Tried {
        private final List<DeviceFailure> examples = new ArrayList<>();
        private long tried;
        private long broken;
    }
}
