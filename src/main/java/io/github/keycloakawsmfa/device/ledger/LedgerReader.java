package io.github.keycloakawsmfa.device.ledger;

import static io.github.keycloakawsmfa.device.ledger.LedgerFields.MISSING;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.NOTHING;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.damaged;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.first;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.given;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.number;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.skip;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.text;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.with;
import static io.github.keycloakawsmfa.device.ledger.LedgerFields.yes;

import com.fasterxml.jackson.core.JsonParser;
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

    private LedgerReader() {}

    static LedgerState read(JsonParser row) throws IOException {
        row.nextToken();
        long version = MISSING;
        Attempts codes = Attempts.NONE;
        Attempts tickets = Attempts.NONE;
        Map<String, DeviceClock> devices = null;
        String evidence = null;
        Ticket ticket = null;
        RolloutNotes rollout = RolloutNotes.NONE;
        long aws = 0;
        boolean had = false;
        ObjectNode unknown = NOTHING;
        for (String field = first(row); field != null; field = row.nextFieldName()) {
            switch (field) {
                case "v" -> version = version(row);
                case "codes" -> codes = attempts(row);
                case "tickets" -> tickets = attempts(row);
                case "devices" -> devices = devices(row);
                case "evidence" -> evidence = text(row);
                case "ticket" -> ticket = ticket(row);
                case "rollout" -> rollout = rollout(row);
                case "aws" -> aws = number(row);
                case "had" -> had = yes(row);
                default -> unknown = with(unknown, field, row);
            }
        }
        if (devices == null || version == MISSING) {
            throw damaged();
        }
        List<EvidenceEntry> entries =
                evidence == null ? List.of() : Packed.evidence(evidence, new ArrayList<>(devices.keySet()));
        return new LedgerState(codes, tickets, devices, ticket, entries, rollout, aws, had, unknown);
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

    private static RolloutNotes rollout(JsonParser row) throws IOException {
        row.nextToken();
        long skips = 0;
        long skipped = 0;
        long reminded = 0;
        for (String field = first(row); field != null; field = row.nextFieldName()) {
            switch (field) {
                case "skips" -> skips = number(row);
                case "skipped" -> skipped = number(row);
                case "reminded" -> reminded = number(row);
                default -> skip(row);
            }
        }
        return new RolloutNotes(skips, skipped, reminded);
    }
}
