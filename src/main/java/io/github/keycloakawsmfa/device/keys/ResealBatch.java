package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.database.HeldConnection;
import io.github.keycloakawsmfa.device.database.LockWait;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.ledger.DeviceRows;
import io.github.keycloakawsmfa.device.ledger.LedgerEntity;
import io.github.keycloakawsmfa.device.ledger.LedgerTransaction;
import io.github.keycloakawsmfa.device.ledger.LedgerUnreadableException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.KeycloakTables;
import io.github.keycloakawsmfa.internals.LocalUsers;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/**
 * Reseals the devices of several users in one transaction, under the locks of all their ledger rows: sessions and
 * commits of their own would take most of the time. A user who cannot be included is resealed alone, and holds up
 * nobody else.
 */
record ResealBatch(KeycloakSession session, RealmModel realm) {

    /** Anyone who signs in meanwhile waits for the locks, briefly. */
    static final int USERS = 50;

    private static final String LOCK =
            "select l from LedgerEntity l where l.realmId = :realmId and l.userId in (:userIds) order by l.userId";
    private static final Logger LOG = Logger.getLogger(ResealBatch.class);

    /** @return by user id, of all of them */
    Map<String, DeviceRows.Resealed> reseal(List<String> userIds) {
        // For the others, only their own store knows the username, which Keycloak's cache needs to forget them.
        List<String> local =
                userIds.stream().filter(id -> new StorageId(id).isLocal()).toList();
        Map<String, DeviceRows.Resealed> outcomes = new HashMap<>();
        try {
            outcomes.putAll(together(local));
        } catch (RuntimeException e) {
            // One of them is busy, or has a device that is being changed at this moment: nothing was sealed.
            LOG.debug("Devices of several users could not be sealed at once", e);
        }
        userIds.forEach(id -> outcomes.computeIfAbsent(id, this::alone));
        return outcomes;
    }

    private DeviceRows.Resealed alone(String userId) {
        UserModel user = loaded(userId);
        try {
            return LedgerTransaction.run(session, realm, userId, locked -> {
                        DeviceRows.Resealed outcome = locked.devices().reseal(locked.seal());
                        if (outcome.devices() > 0) {
                            locked.devices().evict(user);
                        }
                        return outcome;
                    })
                    .orElseGet(() -> new DeviceRows.Resealed(0, Map.of("", "busy")));
        } catch (LedgerUnreadableException e) {
            return new DeviceRows.Resealed(0, Map.of("", e.getMessage()));
        }
    }

    /** For Keycloak's cache, which would keep an old envelope; null if the user's store does not answer. */
    private UserModel loaded(String userId) {
        try {
            return session.users().getUserById(realm, userId);
        } catch (RuntimeException e) {
            LOG.warnf(e, "User %s cannot be loaded: Keycloak's cache may keep what it has", userId);
            return null;
        }
    }

    private Map<String, DeviceRows.Resealed> together(List<String> userIds) {
        if (userIds.isEmpty()) {
            return Map.of();
        }
        new KeySource(session, realm).settle();
        return OwnTransaction.run(
                session, realm.getId(), inner -> lock(inner, userIds), (inner, innerRealm, locked) -> {
                    KeycloakTables.load(inner, locked, VirtualMfaDevice.TYPE);
                    DeviceSeal seal = new DeviceSeal(new KeySource(inner, innerRealm), innerRealm);
                    Map<String, DeviceRows.Resealed> outcomes = new HashMap<>();
                    for (String userId : locked) {
                        DeviceRows.Resealed outcome = new DeviceRows(inner, innerRealm, userId).reseal(seal);
                        if (outcome.devices() > 0) {
                            LocalUsers.evict(
                                    inner, innerRealm, LocalUsers.of(inner).getUserById(innerRealm, userId));
                        }
                        outcomes.put(userId, outcome);
                    }
                    return outcomes;
                });
    }

    /**
     * In the order of their ids: two calls that do so do not wait for each other.
     *
     * @return the users whose rows exist
     */
    private List<String> lock(KeycloakSession inner, List<String> userIds) {
        Session em = HeldConnection.hibernate(inner);
        LockWait wait = LockWait.bound(em);
        try {
            TypedQuery<LedgerEntity> query = em.createQuery(LOCK, LedgerEntity.class)
                    .setParameter("realmId", realm.getId())
                    .setParameter("userIds", userIds)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE);
            wait.hints().forEach(query::setHint);
            List<LedgerEntity> locked = query.getResultList();
            return userIds.stream()
                    .filter(userId ->
                            locked.stream().anyMatch(row -> row.isOf(new LedgerEntity.Key(realm.getId(), userId))))
                    .toList();
        } finally {
            wait.restore();
        }
    }
}
