package io.github.keycloakawsmfa.device.database;

/** The database had no connection to give, so nothing was read and nothing changed. */
public final class NoConnectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoConnectionException(Throwable cause) {
        super(cause);
    }
}
