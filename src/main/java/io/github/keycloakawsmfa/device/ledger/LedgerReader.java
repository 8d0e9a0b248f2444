package io.github.keycloakawsmfa.device.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a ledger's JSON field by field: building a tree would take twice the time, for each code. */
final class LedgerReader {

    /** Written first, so that a reader knows it before it meets unknown content. */
    static final int VERSION = 1;

    private static final long LARGEST = 1_000_000_000_000_000L;
    private static final long MISSING = Long.MIN_VALUE;

    /** Shared and never changed: most rows have no unknown field. */
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private LedgerReader() {}

    static LedgerState read(JsonParser row) throws IOException {
        row.nextToken();
        long version = MISSING;
        Attempts codes = Attempts.NONE;
        Attempts tickets = Attempts.NONE;
        Map<String, DeviceClock> devices = null;
        String evidence = null;
        Ticket ticket = null;
        ObjectNode unknown = NOTHING;
        for (String field = first(row); field != null; field = row.nextFieldName()) {
            switch (field) {
                case "v" -> version = version(row);
                case "codes" -> codes = attempts(row);
                case "tickets" -> tickets = attempts(row);
                case "devices" -> devices = devices(row);
                case "evidence" -> evidence = text(row);
                case "ticket" -> ticket = ticket(row);
                default -> unknown = with(unknown, field, row);
            }
        }
        if (devices == null || version == MISSING) {
            throw damaged();
        }
        List<EvidenceEntry> entries =
                evidence == null ? List.of() : Packed.evidence(evidence, new ArrayList<>(devices.keySet()));
        return new LedgerState(codes, tickets, devices, ticket, entries, unknown);
    }

    private static long version(JsonParser row) throws IOException {
        long version = number(row);
        if (version != VERSION) {
            throw new LedgerUnreadableException("ledger version " + version + " is unknown to this release");
        }
        return version;
    }

    private static Attempts attempts(JsonParser row) throws IOException {
        row.nextToken();
        String wrong = null;
        long wait = MISSING;
        String pardoned = null;
        long mailed = MISSING;
        for (String field = first(row); field != null; field = row.nextFieldName()) {
            switch (field) {
                case "wrong" -> wrong = text(row);
                case "wait" -> wait = number(row);
                case "pardoned" -> pardoned = text(row);
                case "mailed" -> mailed = number(row);
                default -> skip(row);
            }
        }
        if (wrong == null || pardoned == null) {
            throw damaged();
        }
        return new Attempts(Packed.wrongCodes(wrong), given(wait), Packed.seconds(pardoned), given(mailed));
    }

    /** Sorted by their ids: evidence names them by their places. */
    private static Map<String, DeviceClock> devices(JsonParser row) throws IOException {
        row.nextToken();
        Map<String, DeviceClock> devices = new TreeMap<>();
        for (String id = first(row); id != null; id = row.nextFieldName()) {
            devices.put(id, clock(row));
        }
        return devices;
    }

    private static DeviceClock clock(JsonParser row) throws IOException {
        row.nextToken();
        long step = MISSING;
        long drift = MISSING;
        long used = MISSING;
        DeviceClock.Offset offset = null;
        ObjectNode unknown = NOTHING;
        for (String field = first(row); field != null; field = row.nextFieldName()) {
            switch (field) {
                case "step" -> step = number(row);
                case "drift" -> drift = number(row);
                case "used" -> used = number(row);
                case "offset" -> offset = offset(row);
                default -> unknown = with(unknown, field, row);
            }
        }
        return new DeviceClock(given(step), given(drift), given(used), offset, unknown);
    }

    private static DeviceClock.Offset offset(JsonParser row) throws IOException {
        row.nextToken();
        long drift = MISSING;
        long until = MISSING;
        for (String field = first(row); field != null; field = row.nextFieldName()) {
            switch (field) {
                case "drift" -> drift = number(row);
                case "until" -> until = number(row);
                default -> skip(row);
            }
        }
        return new DeviceClock.Offset(given(drift), given(until));
    }

    private static Ticket ticket(JsonParser row) throws IOException {
        row.nextToken();
        String hash = null;
        long until = MISSING;
        for (String field = first(row); field != null; field = row.nextFieldName()) {
            switch (field) {
                case "hash" -> hash = text(row);
                case "until" -> until = number(row);
                default -> skip(row);
            }
        }
        if (hash == null) {
            throw damaged();
        }
        return new Ticket(hash, given(until));
    }

    /** The name of the first field of the object that begins here, null if it has none. */
    private static String first(JsonParser row) throws IOException {
        if (!row.isExpectedStartObjectToken()) {
            throw damaged();
        }
        return row.nextFieldName();
    }

    private static long number(JsonParser row) throws IOException {
        // No step, second or millisecond is beyond that, and arithmetic on it stays within 64 bits and calendars.
        if (row.nextToken() != JsonToken.VALUE_NUMBER_INT || Math.abs(row.getLongValue()) > LARGEST) {
            throw damaged();
        }
        return row.getLongValue();
    }

    private static long given(long number) {
        if (number == MISSING) {
            throw damaged();
        }
        return number;
    }

    private static String text(JsonParser row) throws IOException {
        String text = row.nextTextValue();
        if (text == null) {
            throw damaged();
        }
        return text;
    }

    private static void skip(JsonParser row) throws IOException {
        row.nextToken();
        row.skipChildren();
    }

    private static ObjectNode with(ObjectNode unknown, String field, JsonParser row) throws IOException {
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
