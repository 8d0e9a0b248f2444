package io.github.keycloakawsmfa.enroll;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The one device that waits for its pair, for one user and one kind of requester. It is kept in Keycloak's store of single-use
 * objects, which all nodes share and whose entries expire; a restart of all nodes loses them too. That a device is
 * assigned only once does not depend on it: the ledger takes each id once.
 */
final class PendingDeviceStore {

    /**
     * As it is stored.
     *
     * @param sealed its secret
     */
    record Entry(UnassignedDevice device, String sealed) {

        private static final String ID = "id";
        private static final String NAME = "name";
        private static final String CREATED_AT = "createdAt";
        private static final String SEALED = "sealed";

        private Map<String, String> toNotes() {
            return Map.of(
                    ID,
                    device.id(),
                    NAME,
                    device.name(),
                    CREATED_AT,
                    Long.toString(device.createdAt().getEpochSecond()),
                    SEALED,
                    sealed);
        }

        private static Entry ofNotes(Map<String, String> notes) {
            Instant createdAt = Instant.ofEpochSecond(Long.parseLong(notes.get(CREATED_AT)));
            return new Entry(new UnassignedDevice(notes.get(ID), notes.get(NAME), createdAt), notes.get(SEALED));
        }
    }

    private final KeycloakSession session;
    private final String key;

    /** @param requester {@link AssignByCall.Requester#wireName}: what one began is unknown to the other */
    PendingDeviceStore(KeycloakSession session, RealmModel realm, String userId, String requester) {
        this.session = session;
        // The requester last: a key that ends in ".revoked" is special to Keycloak, and a user's id may end in
        // anything.
        this.key = String.join(".", "virtual-mfa.unassigned", realm.getId(), userId, requester);
    }

    Optional<Entry> find(Instant now) {
        return Optional.ofNullable(session.singleUseObjects().get(key))
                .map(Entry::ofNotes)
                .filter(entry -> !entry.device().isExpired(now));
    }

    /** Overwrites what was there, at once: in the request's own transaction it would be written last. */
    void keep(Entry entry, Instant now) {
        // Not replace(), which loses the entry's expiry (26.4 to 26.7, InfinispanSingleUseObjectProvider).
        long seconds =
                Math.max(1, Duration.between(now, entry.device().expiresAt()).toSeconds());
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(),
                inner -> inner.singleUseObjects().put(key, seconds, entry.toNotes()));
    }

    void remove() {
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(),
                inner -> inner.singleUseObjects().remove(key));
    }
}
