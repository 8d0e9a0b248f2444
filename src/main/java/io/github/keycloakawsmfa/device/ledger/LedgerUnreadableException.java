package io.github.keycloakawsmfa.device.ledger;

/** A ledger row that is damaged, or of a version that this release does not know. The message never quotes it. */
public final class LedgerUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerUnreadableException(String message) {
        super(message);
    }
}
