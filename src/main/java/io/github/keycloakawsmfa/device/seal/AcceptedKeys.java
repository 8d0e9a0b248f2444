package io.github.keycloakawsmfa.device.seal;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The keys that a device from outside may be sealed under: the current one; the realm's own, as after restoring an
 * export where a vault is in use by now; and those that devices of the realm are already sealed under. Any other name
 * is not even looked up, because that would reveal the vault's content to somebody who may only manage users.
 */
public record AcceptedKeys(KeycloakSession session, RealmModel realm) {

    public boolean contains(String keyId) {
        return KeySource.isCurrentInVault(keyId) || isOwn(keyId) || isInUse(keyId);
    }

    private boolean isOwn(String keyId) {
        return keyId.startsWith(RealmKeyComponent.PREFIX)
                && new RealmKey(session, realm)
                        .existing()
                        .filter(key -> key.id().equals(keyId))
                        .isPresent();
    }

    private boolean isInUse(String keyId) {
        return SealedRowScan.anyUnder(keyId, session, realm, row -> true);
    }
}
