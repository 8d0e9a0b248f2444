package io.github.keycloakawsmfa.device.seal;

/** A sealed text that does not open: changed, moved to another user or device, or of an unknown version. */
public final class BrokenSealException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenSealException(String message) {
        super(message);
    }

    public BrokenSealException(String message, Throwable cause) {
        super(message, cause);
    }
}
