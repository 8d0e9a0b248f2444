package io.github.keycloakawsmfa.device.database;

/** The database had no connection available, so nothing was read or changed. */
public final class NoConnectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoConnectionException(Throwable cause) {
        super(cause);
    }
}
