package io.github.keycloakawsmfa.device.seal;

import io.github.keycloakawsmfa.device.text.Excerpt;
import org.keycloak.models.RealmModel;

/** The key that seals devices is unavailable; the message names the setting, never the key. */
public final class KeyUnavailableException extends RuntimeException {

    /** The server option that names the vault entry with the key. */
    static final String OPTION = "--spi-credential--virtual-mfa--vault-key";

    private static final long serialVersionUID = 1L;

    KeyUnavailableException(String message) {
        // It may name a key from a stored row, and rows come from elsewhere.
        super(Excerpt.of(message));
    }

    static KeyUnavailableException missing(String keyId, RealmModel realm) {
        return new KeyUnavailableException("The key " + keyId + " of realm " + realm.getName()
                + " is missing: put its key provider or vault entry back, or name it by " + OPTION);
    }
}
