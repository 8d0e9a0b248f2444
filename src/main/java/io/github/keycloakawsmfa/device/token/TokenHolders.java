package io.github.keycloakawsmfa.device.token;

import io.github.keycloakawsmfa.device.seal.SealedDevice;
import io.github.keycloakawsmfa.device.seal.SealedRowScan;
import io.github.keycloakawsmfa.device.seal.SealedRowScan.Row;
import io.github.keycloakawsmfa.seeds.Serial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Which users have a device that is a hardware token, as the devices themselves say. A token's own row need not know: a
 * realm's export has devices, and no rows of ours.
 *
 * @param userIds by serial number in upper case; seldom more than one
 */
public record TokenHolders(Map<String, Set<String>> userIds) {

    /** All of a realm; read in the session's transaction. */
    public static TokenHolders of(KeycloakSession session, RealmModel realm) {
        Map<String, Set<String>> userIds = new HashMap<>();
        SealedRowScan scan = SealedRowScan.ofTokens(realm);
        List<Row> rows;
        do {
            rows = scan.next(session, SealedRowScan.PAGE);
            rows.forEach(row -> userIds.computeIfAbsent(
                            Serial.key(SealedDevice.serialOf(row.device())), serial -> new TreeSet<>())
                    .add(row.userId()));
        } while (rows.size() == SealedRowScan.PAGE);
        return new TokenHolders(userIds);
    }

    /** Of one token alone, by its serial number in any case: its holders' ids. */
    public static Set<String> of(KeycloakSession session, RealmModel realm, String serial) {
        return SealedRowScan.withText(session, realm, '"' + Serial.key(serial) + '"').stream()
                .filter(row -> Serial.key(SealedDevice.serialOf(row.device())).equals(Serial.key(serial)))
                .map(Row::userId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of one token, by its serial number in any case. */
    public Set<String> of(String serial) {
        return userIds.getOrDefault(Serial.key(serial), Set.of());
    }
}
