package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import java.time.Duration;
import java.util.Set;

/** @param life how long the ticket is valid */
record TicketRequest(Duration life) {

    private static final int DEFAULT_HOURS = 24;
    private static final int MOST_HOURS = 72;

    /**
     * @param body JSON; null or blank asks for the default
     * @throws BadCallException with a sentence that names the field
     */
    static TicketRequest parse(String body) {
        int hours = StrictJson.parse(body, Set.of("hours")).whole("hours").orElse(DEFAULT_HOURS);
        if (hours < 1 || hours > MOST_HOURS) {
            throw new BadCallException("\"hours\" must be 1 to " + MOST_HOURS + ", not " + hours + ".");
        }
        return new TicketRequest(Duration.ofHours(hours));
    }
}
