package io.github.keycloakawsmfa.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Something that is measured of a block of sign-ins, in milliseconds for each.
 *
 * @param typical what of a block goes into the median
 */
record Figure(String name, ToDoubleFunction<Block> mean, ToDoubleFunction<Block> typical) {

    static final Figure KEYCLOAK = new Figure("Keycloak's CPU", Block::keycloakMillis);
    static final Figure POSTGRES = new Figure("PostgreSQL's CPU", Block::postgresMillis);
    static final Figure SERVERS = new Figure("CPU of both", Block::serverMillis);
    static final Figure LATENCY = new Figure("latency", Block::latencyMillis, Block::medianLatencyMillis);
    private static final List<Figure> ALL = List.of(KEYCLOAK, POSTGRES, SERVERS, LATENCY);

    /** All that can be told: H2 has no process of its own. */
    static List<Figure> of(boolean postgres) {
        return postgres ? ALL : List.of(KEYCLOAK, LATENCY);
    }

    private Figure(String name, ToDoubleFunction<Block> mean) {
        this(name, mean, mean);
    }
}
