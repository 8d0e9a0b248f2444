package io.github.keycloakawsmfa.benchmark;

import java.time.Duration;
import java.util.Locale;

/**
 * What doing something once took.
 *
 * @param statements that PostgreSQL was sent; below zero if they were not counted
 * @param pages of tables and indexes that it looked at, in memory or not
 * @param postgres what its processes had of the processors, in milliseconds
 * @param keycloak what Keycloak's had
 * @param wall until it was done
 */
record Cost(long statements, double pages, double postgres, double keycloak, double wall) {

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    String row(String name, int users) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %,.0f | %,.1f | %,.1f | %,.1f |%n",
                name,
                users,
                statements < 0 ? "" : String.format(Locale.ROOT, "%,d", statements),
                pages,
                postgres,
                keycloak,
                wall);
    }
}
