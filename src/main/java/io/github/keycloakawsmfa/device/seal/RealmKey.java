package io.github.keycloakawsmfa.device.seal;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Absent;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Found;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Kept;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Lost;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Replaced;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The realm's own key. It is read only from its own component: among all key providers Keycloak takes the one with the
 * highest priority that has the key id (26.4 to 26.7, DefaultKeyManager.getKey), and anyone who may manage the realm
 * may add one with a secret that they know. They may also replace this component with another: {@link FirstSeal} is for
 * that.
 */
final class RealmKey {

    private static final Logger LOG = Logger.getLogger(RealmKey.class);

    private final KeycloakSession session;
    private final RealmModel realm;

    RealmKey(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Whether it is already known to be the realm's own, so that nothing has to be read. */
    boolean isChecked() {
        return RealmKeyComponent.of(realm).flatMap(RealmKeyComponent::checked).isPresent();
    }

    /** Changes nothing. */
    RealmKeyState state() {
        return new RealmKeyReader(session, realm).state();
    }

    /**
     * The one that is there; nothing is stored.
     *
     * @return empty if there is none yet
     * @throws KeyUnavailableException if it is lost or was replaced
     */
    Optional<MasterKey> present() {
        RealmKeyState state = state();
        if (state instanceof Found found && mayBeTaken(found)) {
            return Optional.of(found.key());
        }
        if (state instanceof Kept kept) {
            return Optional.of(kept.key());
        }
        if (state instanceof Absent) {
            return Optional.empty();
        }
        throw state.unavailable(realm);
    }

    /**
     * The one that is there, to open with.
     *
     * @return empty if there is none yet
     * @throws KeyUnavailableException if it is lost or was replaced
     */
    Optional<MasterKey> existing() {
        RealmKeyState state = state();
        if (state instanceof Kept kept) {
            return Optional.of(kept.key());
        }
        return state instanceof Absent ? Optional.empty() : Optional.of(settled(false));
    }

    /**
     * The one to seal with, made if there is none.
     *
     * @throws KeyUnavailableException if it is lost or was replaced
     */
    MasterKey required() {
        return state() instanceof Kept kept ? kept.key() : settled(true);
    }

    /** One that was found, if nobody has used the plugin yet, or if a device exists that this very key has sealed. */
    boolean mayBeTaken(Found found) {
        return !hasLedger() || hasSealedADevice(found.key());
    }

    /**
     * Adopts one that was found as the realm's own, as part of this session's transaction.
     *
     * @param make whether to make one if there is none, or if the one that was found may not be adopted
     * @throws KeyUnavailableException if it is lost or was replaced
     */
    MasterKey settle(boolean make) {
        RealmKeyState state = state();
        if (state instanceof Kept kept) {
            return kept.key();
        }
        if (state instanceof Found found && mayBeTaken(found)) {
            LOG.warnf(
                    "The key %s of realm %s was there before it sealed anything here, as after a realm import or an update:"
                            + " it is the realm's own from now on",
                    found.key().id(), realm.getName());
            FirstSeal.keep(session, realm.getId(), found.key(), true);
            return found.key();
        }
        if (!make || state instanceof Lost || state instanceof Replaced) {
            throw state.unavailable(realm);
        }
        if (state instanceof Found found) {
            LOG.warnf(
                    "The key %s of realm %s has sealed no device here, though devices were used: a new one takes its place",
                    found.key().id(), realm.getName());
            removeComponent();
        }
        return create();
    }

    /**
     * Gives up one that is lost or was replaced, with all that it sealed.
     *
     * @param make whether to make a new one at once
     */
    void renew(boolean make) {
        OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
            RealmKey key = new RealmKey(inner, innerRealm);
            key.removeComponent();
            FirstSeal.remove(inner, innerRealm.getId());
            return make ? key.create() : null;
        });
    }

    /** In its own transaction, so that two first enrolments agree on one key and no rollback removes it again. */
    private MasterKey settled(boolean make) {
        try {
            return OwnTransaction.run(
                            session,
                            realm.getId(),
                            (inner, innerRealm) -> innerRealm == null
                                    ? Optional.<MasterKey>empty()
                                    : Optional.of(new RealmKey(inner, innerRealm).settle(make)))
                    .orElseGet(this::settleUnstored);
        } catch (KeyUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Another request was first, so that its key is there now; or this was something else.
            RealmKeyState now = OwnTransaction.run(
                    session, realm.getId(), (inner, innerRealm) -> new RealmKey(inner, innerRealm).state());
            if (now instanceof Kept kept) {
                return kept.key();
            }
            throw e;
        }
    }

    /** During a realm's import nothing outside its transaction sees the realm. */
    private MasterKey settleUnstored() {
        if (state() instanceof Absent) {
            throw new KeyUnavailableException("The realm is not stored yet, so it can have no key");
        }
        return settle(false);
    }

    /** By the name of LedgerEntity's query: that class is in a layer above this one. */
    private boolean hasLedger() {
        return !session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createNamedQuery("virtualMfaLedger.users", String.class)
                .setParameter("realmId", realm.getId())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private boolean hasSealedADevice(MasterKey key) {
        return SealedRowScan.anyUnder(
                key.id(), session, realm, row -> SealedDevice.opens(key, realm.getId(), row.userId(), row.device()));
    }

    private MasterKey create() {
        RealmKeyComponent made = RealmKeyComponent.create(realm);
        MasterKey key = made.key(made.keyId())
                .orElseThrow(() -> new KeyUnavailableException("The realm's key could not be made"));
        FirstSeal.keep(session, realm.getId(), key, false);
        return key;
    }

    private void removeComponent() {
        RealmModel stored = new RealmKeyReader(session, realm).stored();
        RealmKeyComponent.of(stored == null ? realm : stored).ifPresent(present -> present.remove(session, realm));
    }
}
