package io.github.keycloakawsmfa.admin.iam;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Which devices were deactivated here lately. At AWS a virtual device stays behind, and is deleted by a second call; here
 * it is gone at once, and the second call must find that it may.
 */
record DeactivatedDevices(KeycloakSession session, RealmModel realm) {

    /** As long as a device waits that nobody has. */
    private static final long LIFE_SECONDS = 3_600;

    private static final String USER = "user";
    private static final String SERIAL_NUMBERS = "serialNumbers";

    /** @param serialNumbers under any of which it may be deleted, once; none has a blank */
    void note(String userId, Set<String> serialNumbers) {
        Map<String, String> notes = Map.of(USER, userId, SERIAL_NUMBERS, String.join(" ", serialNumbers));
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(),
                inner -> serialNumbers.forEach(
                        serialNumber -> inner.singleUseObjects().put(key(serialNumber), LIFE_SECONDS, notes)));
    }

    /** The id of the user whose it was. */
    Optional<String> userOf(String serialNumber) {
        return Optional.ofNullable(session.singleUseObjects().get(key(serialNumber)))
                .map(notes -> notes.get(USER));
    }

    /** Under all its serial numbers. */
    void forget(String serialNumber) {
        Map<String, String> notes = session.singleUseObjects().remove(key(serialNumber));
        if (notes != null) {
            for (String other : notes.get(SERIAL_NUMBERS).split(" ", -1)) {
                // Two users may have had devices of one name.
                if (userOf(other).filter(notes.get(USER)::equals).isPresent()) {
                    session.singleUseObjects().remove(key(other));
                }
            }
        }
    }

    private String key(String serialNumber) {
        return "virtual-mfa.deactivated." + realm.getId() + "."
                + UUID.nameUUIDFromBytes(serialNumber.getBytes(StandardCharsets.UTF_8));
    }
}
