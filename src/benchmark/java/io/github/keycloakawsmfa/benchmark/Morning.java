package io.github.keycloakawsmfa.benchmark;

import java.time.Duration;
import java.util.Map;

/**
 * What the busiest minutes of a company took.
 *
 * @param millis of each sign-in, from when the user came to the last answer
 * @param errors sign-ins that ended elsewhere than they should
 * @param tables those of which anything was changed
 */
record Morning(Spread millis, int errors, Duration wall, Reading used, Map<String, TableUse> tables) {

    /**
     * What is read before and after: counts that only grow.
     *
     * @param wal bytes that PostgreSQL has written ahead
     */
    record Reading(Duration keycloak, Duration postgres, long wal, int mails) {

        Reading minus(Reading before) {
            return new Reading(
                    keycloak.minus(before.keycloak),
                    postgres.minus(before.postgres),
                    wal - before.wal,
                    mails - before.mails);
        }
    }

    int signIns() {
        return millis.values().size();
    }

    double keycloakSeconds() {
        return used.keycloak.toMillis() / 1e3;
    }

    double postgresSeconds() {
        return used.postgres.toMillis() / 1e3;
    }

    TableUse table(String name) {
        return tables.getOrDefault(name, TableUse.NONE);
    }
}
