package io.github.keycloakawsmfa.device.ledger;

import java.time.Instant;

/** What became of a request for a ticket. */
public sealed interface TicketOutcome {

    /**
     * A ticket for the user's first device; an earlier one is void.
     *
     * @param ticket in groups of four, shown to the administrator only this once: only its hash is stored
     */
    record Issued(String ticket, Instant expiresAt) implements TicketOutcome {

        /** Redacted: tickets are not for logs. */
        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }

    /** The user's ledger row stayed locked by another transaction: nothing happened, try again. */
    record Busy() implements TicketOutcome {}

    /**
     * The user's ledger row cannot be read: nothing happened.
     *
     * @param reason names what is wrong, for event and log; never shown to the user
     */
    record Unavailable(String reason) implements TicketOutcome {}
}
