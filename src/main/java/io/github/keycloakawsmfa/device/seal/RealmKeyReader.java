package io.github.keycloakawsmfa.device.seal;

import io.github.keycloakawsmfa.device.seal.RealmKeyState.Absent;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Found;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Kept;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Lost;
import io.github.keycloakawsmfa.device.seal.RealmKeyState.Replaced;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;

/** Finds the state of a realm's own key, from its component and from what it sealed first. */
record RealmKeyReader(KeycloakSession session, RealmModel realm) {

    private static final Logger LOG = Logger.getLogger(RealmKeyReader.class);

    /** Changes nothing. */
    RealmKeyState state() {
        RealmKeyState cached = state(realm);
        if (cached instanceof Kept) {
            return cached;
        }
        // Keycloak drops a changed realm from its cache shortly after the commit: only the store is current now.
        RealmModel stored = stored();
        return stored == null ? cached : state(stored);
    }

    private RealmKeyState state(RealmModel from) {
        Optional<RealmKeyComponent> component = RealmKeyComponent.of(from);
        Optional<Kept> checked = component.flatMap(RealmKeyComponent::checked);
        if (checked.isPresent()) {
            return checked.get();
        }
        Optional<FirstSeal> seal;
        try {
            seal = FirstSeal.of(session, realm.getId());
        } catch (BrokenSealException e) {
            LOG.errorf("What the own key of realm %s sealed first is %s", realm.getName(), e.getMessage());
            return new Replaced(component.map(RealmKeyComponent::keyId).orElse(RealmKeyComponent.PREFIX));
        }
        if (component.isEmpty()) {
            return seal.<RealmKeyState>map(lost -> new Lost(lost.keyId())).orElseGet(Absent::new);
        }
        return compared(component.get(), seal);
    }

    private static RealmKeyState compared(RealmKeyComponent component, Optional<FirstSeal> seal) {
        String keyId = seal.map(FirstSeal::keyId).orElseGet(component::keyId);
        Optional<MasterKey> key = component.key(keyId);
        if (key.isEmpty()) {
            return new Replaced(keyId);
        }
        if (seal.isEmpty()) {
            return new Found(key.get());
        }
        try {
            Kept kept = new Kept(key.get(), seal.get().wasFound(key.get()));
            component.setChecked(kept);
            return kept;
        } catch (BrokenSealException e) {
            return new Replaced(keyId);
        }
    }

    /** As it is in the store now; null during an import. */
    RealmModel stored() {
        return session.getProvider(RealmProvider.class).getRealm(realm.getId());
    }
}
