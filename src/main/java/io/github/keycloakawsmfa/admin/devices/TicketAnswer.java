package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A ticket, shown only this once: only its hash is stored.
 *
 * @param expiresAt ISO 8601, in UTC
 */
record TicketAnswer(
        @JsonProperty("ticket") String ticket,
        @JsonProperty("expiresAt") String expiresAt) {

    /** Redacted: tickets are not for logs. */
    @Override
    public String toString() {
        return "TicketAnswer[expiresAt=" + expiresAt + "]";
    }
}
