package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.seal.PendingSecretCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The one device that waits in a place for its pair, with its secret sealed. It is kept in Keycloak's store of single-use
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
    private final RealmModel realm;
    private final WaitingPlace place;

    PendingDeviceStore(KeycloakSession session, RealmModel realm, WaitingPlace place) {
        this.session = session;
        this.realm = realm;
        this.place = place;
    }

    Optional<Entry> find(Instant now) {
        return Optional.ofNullable(session.singleUseObjects().get(place.key()))
                .map(Entry::ofNotes)
                .filter(entry -> !entry.device().isExpired(now));
    }

    /**
     * Makes a device and keeps it; what was there becomes void.
     *
     * @param holder whose entry it is, in the app
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable
     */
    UnassignedDevice.WithSecret create(DeviceName name, String holder, Instant now) {
        PendingDevice pending = PendingDevice.create(now);
        UnassignedDevice device =
                new UnassignedDevice(KeycloakModelUtils.generateId(), name.value(), pending.createdAt());
        keep(device, pending, now);
        return new UnassignedDevice.WithSecret(device, pending.uri(realm, holder, device.name()));
    }

    /** Overwrites what was there, at once: in the request's own transaction it would be written last. */
    void keep(UnassignedDevice device, PendingDevice pending, Instant now) {
        Entry entry = new Entry(device, cipher(device).seal(pending.toBytes()));
        // Not replace(), which loses the entry's expiry (26.4 to 26.7, InfinispanSingleUseObjectProvider).
        long seconds = Math.max(1, Duration.between(now, device.expiresAt()).toSeconds());
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(),
                inner -> inner.singleUseObjects().put(place.key(), seconds, entry.toNotes()));
    }

    /**
     * @return empty if it was sealed for another place or another device, or has expired
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable
     */
    Optional<PendingDevice> open(Entry entry, Instant now) {
        return cipher(entry.device())
                .open(entry.sealed())
                .flatMap(PendingDevice::ofBytes)
                .filter(pending -> !pending.isExpired(UnassignedDevice.LIFE, now));
    }

    void remove() {
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(),
                inner -> inner.singleUseObjects().remove(place.key()));
    }

    private PendingSecretCipher cipher(UnassignedDevice device) {
        return new PendingSecretCipher(session, realm, place.holder(), place.requester(), device.id(), device.name());
    }
}
