package io.github.keycloakawsmfa.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the run's PostgreSQL is sent, with the values, and how it carries that out. */
final class SentStatements {

    /** By its samples PostgreSQL takes a table of this size whole now and then; one that is fifty times as large it does not. */
    private static final String AS_IF_LARGE =
            "set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off";

    private static final Pattern STATEMENT = Pattern.compile("LOG:  execute (?!fetch from)[^:]+: (.*)");
    private static final Pattern VALUES = Pattern.compile("DETAIL:  parameters: (.*)");
    private static final Pattern VALUE = Pattern.compile("\\$(\\d+) = ('(?:[^']|'')*'|NULL)");

    /** @param sql with its values in place */
    record Sent(String sql) {

        boolean reads(String table) {
            return sql.toLowerCase(Locale.ROOT).contains(" " + table.toLowerCase(Locale.ROOT) + " ");
        }
    }

    private final Database database;

    SentStatements(Database database) {
        this.database = database;
    }

    /** The statements with values, in their order. */
    List<Sent> during(Runnable work) {
        int before = database.log().length();
        logAll(true);
        try {
            work.run();
        } finally {
            logAll(false);
        }
        List<Sent> sent = new ArrayList<>();
        String statement = null;
        for (String line : database.log().substring(before).lines().toList()) {
            Matcher begun = STATEMENT.matcher(line);
            Matcher values = VALUES.matcher(line);
            if (begun.find()) {
                statement = begun.group(1);
            } else if (statement != null && values.find()) {
                sent.add(new Sent(filled(statement, values.group(1))));
                statement = null;
            }
        }
        return sent;
    }

    /** How many rows of a table are looked at when it is carried out now. */
    long rowsRead(Sent statement, String table) {
        try {
            return rowsRead(AdminApi.JSON.readTree(explain(statement)), table);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String explain(Sent statement) {
        try (Connection connection = database.connect();
                Statement explain = connection.createStatement()) {
            explain.execute(AS_IF_LARGE);
            try (ResultSet plan = explain.executeQuery("explain (analyze, format json) " + statement.sql())) {
                plan.next();
                return plan.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(statement.sql(), e);
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

    private static String filled(String statement, String values) {
        String sql = statement;
        List<String[]> found = new ArrayList<>();
        Matcher value = VALUE.matcher(values);
        while (value.find()) {
            found.add(0, new String[] {value.group(1), value.group(2)});
        }
        // $10 before $1
        for (String[] one : found) {
            sql = sql.replace("$" + one[0], one[1]);
        }
        return sql;
    }

    private void logAll(boolean all) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set log_statement = '" + (all ? "all" : "none") + "'");
            statement.execute("select pg_reload_conf()");
            while (!isLogging(statement).equals(all ? "all" : "none")) {
                Thread.onSpinWait();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String isLogging(Statement statement) throws SQLException {
        try (ResultSet setting = statement.executeQuery("show log_statement")) {
            setting.next();
            return setting.getString(1);
        }
    }
}
