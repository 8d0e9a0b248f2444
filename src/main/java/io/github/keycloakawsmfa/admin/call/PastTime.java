package io.github.keycloakawsmfa.admin.call;

import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads a call's {@code before}: the time until which something was done. */
public final class PastTime {

    private PastTime() {}

    /**
     * @param text ISO 8601 in UTC, such as {@code 2026-11-30T12:00:00Z}
     * @throws BadCallException if it is none, or lies ahead
     */
    public static Instant parse(String text) {
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadCallException(
                    "\"before\" is a time in UTC such as 2026-11-30T12:00:00Z, and not \"" + text + "\".");
        }
        if (ServerTime.now().isBefore(time)) {
            throw new BadCallException("\"before\" lies ahead: until then, more could be set up.");
        }
        return time;
    }
}
