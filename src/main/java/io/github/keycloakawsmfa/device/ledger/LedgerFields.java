package io.github.keycloakawsmfa.device.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The values in a ledger's JSON, each read after its name; what is not as it should be is damaged. */
final class LedgerFields {

    /** Stands for a number that was not there. */
    static final long MISSING = Long.MIN_VALUE;

    /** Shared and never changed: most rows have no unknown field. */
    static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    /** The largest number that a row may hold, positive or negative. */
    static final long LARGEST = 1_000_000_000_000_000L;

    private LedgerFields() {}

    /** The name of the first field of the object that begins here, null if it has none. */
    static String first(JsonParser row) throws IOException {
        if (!row.isExpectedStartObjectToken()) {
            throw damaged();
        }
        return row.nextFieldName();
    }

    static long number(JsonParser row) throws IOException {
        // No step, second or millisecond is beyond that, and arithmetic on it stays within 64 bits and calendars.
        if (row.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw damaged();
        }
        long number = row.getLongValue();
        // Not Math.abs: of the least number it is that number again.
        if (number > LARGEST || number < -LARGEST) {
            throw damaged();
        }
        return number;
    }

    static long given(long number) {
        if (number == MISSING) {
            throw damaged();
        }
        return number;
    }

    static boolean yes(JsonParser row) throws IOException {
        Boolean value = row.nextBooleanValue();
        if (value == null) {
            throw damaged();
        }
        return value;
    }

    static String text(JsonParser row) throws IOException {
        String text = row.nextTextValue();
        if (text == null) {
            throw damaged();
        }
        return text;
    }

    static void skip(JsonParser row) throws IOException {
        row.nextToken();
        row.skipChildren();
    }

    static ObjectNode with(ObjectNode unknown, String field, JsonParser row) throws IOException {
        row.nextToken();
        ObjectNode more = unknown.isEmpty() ? JsonNodeFactory.instance.objectNode() : unknown;
        JsonNode value = row.readValueAsTree();
        more.set(field, value);
        return more;
    }

    static LedgerUnreadableException damaged() {
        return new LedgerUnreadableException("the ledger row is damaged");
    }
}
