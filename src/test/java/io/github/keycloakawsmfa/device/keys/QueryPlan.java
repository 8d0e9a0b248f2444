package io.github.keycloakawsmfa.device.keys;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Database;
import io.github.keycloakawsmfa.fixture.SentStatement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How PostgreSQL carries a statement out when it is sent again now.
 *
 * @param json as {@code explain (analyze, format json)} tells it
 */
record QueryPlan(String json) {

    /** By its samples PostgreSQL takes a table of this size whole now and then; one that is fifty times as large it does not. */
    private static final String AS_IF_LARGE =
            "set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off";

    static QueryPlan of(SentStatement statement, Database database) {
        try (Connection connection = database.connect();
                Statement explain = connection.createStatement()) {
            explain.execute(AS_IF_LARGE);
            try (ResultSet plan = explain.executeQuery("explain (analyze, format json) " + statement.filled())) {
                plan.next();
                return new QueryPlan(plan.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(statement.filled(), e);
        }
    }

    /** How many rows of a table are looked at. */
    long rowsRead(String table) {
        try {
            return rowsRead(AdminApi.JSON.readTree(json), table);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long rowsRead(JsonNode plan, String table) {
        long rows = 0;
        if (plan.path("Relation Name").asText().equals(table)) {
            rows += (plan.path("Actual Rows").asLong()
                            + plan.path("Rows Removed by Filter").asLong())
                    * plan.path("Actual Loops").asLong();
        }
        for (JsonNode below : plan) {
            rows += below.isContainerNode() ? rowsRead(below, table) : 0;
        }
        return rows;
    }
}
