package io.github.keycloakawsmfa.device;

/** The key that seals devices is unavailable; the message names the setting, never the key. */
public final class KeyUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyUnavailableException(String message) {
        // It may name a key as a stored row does, and rows come from elsewhere.
        super(Excerpt.of(message));
    }
}
