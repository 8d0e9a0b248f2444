package io.github.keycloakawsmfa.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A user's ledger as the text of its row. Fields that this release does not know are kept as they are, so that a server
 * of the release before goes on working beside one of the next; only a version that it does not know closes the row.
 *
 * <p>A full one has at most 4,000 characters.
 */
final class LedgerJson {

    private static final int VERSION = 1;
    private static final long LARGEST = 1_000_000_000_000_000L;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LedgerJson() {}

    static String write(LedgerState state) {
        ObjectNode row = state.unknown().deepCopy();
        row.put("v", VERSION);
        putAttempts(row, "codes", state.codes());
        putAttempts(row, "tickets", state.tickets());
        Map<String, DeviceClock> devices = new TreeMap<>(state.devices());
        ObjectNode clocks = row.putObject("devices");
        devices.forEach((id, clock) -> clocks.set(id, write(clock)));
        List<String> names = devices.keySet().stream().limit(Packed.DEVICES).toList();
        List<EvidenceEntry> evidence = state.evidence().stream()
                .filter(entry -> names.contains(entry.deviceId()))
                .toList();
        if (!evidence.isEmpty()) {
            row.put("evidence", Packed.evidence(evidence, names));
        }
        if (state.ticket() != null) {
            row.putObject("ticket")
                    .put("hash", state.ticket().hash())
                    .put("until", state.ticket().untilEpochSecond());
        }
        return row.toString();
    }

    private static void putAttempts(ObjectNode row, String name, Attempts attempts) {
        if (!attempts.equals(Attempts.NONE)) {
            row.putObject(name)
                    .put("wrong", Packed.wrongCodes(attempts.wrong()))
                    .put("wait", attempts.waitUntilEpochMilli())
                    .put("pardoned", Packed.seconds(attempts.pardonedAtEpochSecond()))
                    .put("mailed", attempts.mailedAtEpochSecond());
        }
    }

    private static ObjectNode write(DeviceClock clock) {
        ObjectNode device = clock.unknown().deepCopy();
        device.put("step", clock.lastStep()).put("drift", clock.drift()).put("used", clock.lastUseEpochSecond());
        if (clock.offset() != null) {
            device.putObject("offset")
                    .put("drift", clock.offset().drift())
                    .put("until", clock.offset().untilEpochSecond());
        }
        return device;
    }

    /** @throws LedgerUnreadableException if it is damaged, or of a version that this release does not know */
    static LedgerState read(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode row) {
                return read(row);
            }
        } catch (JsonProcessingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Without the cause: Jackson's message quotes what it could not read.
        }
        throw damaged();
    }

    private static LedgerState read(ObjectNode row) {
        long version = number(row, "v");
        if (version != VERSION) {
            throw new LedgerUnreadableException("ledger version " + version + " is unknown to this release");
        }
        Attempts codes = attempts(row.remove("codes"));
        Attempts tickets = attempts(row.remove("tickets"));
        Map<String, DeviceClock> devices = new TreeMap<>();
        object(row.remove("devices"))
                .properties()
                .forEach(device -> devices.put(device.getKey(), clock(object(device.getValue()))));
        List<EvidenceEntry> evidence = row.has("evidence")
                ? Packed.evidence(text(row, "evidence"), new ArrayList<>(devices.keySet()))
                : List.of();
        Ticket ticket = row.has("ticket") ? ticket(object(row.remove("ticket"))) : null;
        return new LedgerState(codes, tickets, devices, ticket, evidence, row);
    }

    private static Ticket ticket(ObjectNode ticket) {
        return new Ticket(text(ticket, "hash"), number(ticket, "until"));
    }

    private static Attempts attempts(JsonNode node) {
        if (node == null) {
            return Attempts.NONE;
        }
        ObjectNode attempts = object(node);
        return new Attempts(
                Packed.wrongCodes(text(attempts, "wrong")),
                number(attempts, "wait"),
                Packed.seconds(text(attempts, "pardoned")),
                number(attempts, "mailed"));
    }

    private static DeviceClock clock(ObjectNode device) {
        long step = number(device, "step");
        long drift = number(device, "drift");
        long used = number(device, "used");
        JsonNode offset = device.remove("offset");
        return new DeviceClock(
                step,
                drift,
                used,
                offset == null
                        ? null
                        : new DeviceClock.Offset(number(object(offset), "drift"), number(object(offset), "until")),
                device);
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw damaged();
    }

    /** Takes it out, so that what is left is unknown. */
    private static long number(ObjectNode node, String field) {
        JsonNode number = node.remove(field);
        if (number == null || !number.isIntegralNumber() || !number.canConvertToLong()) {
            throw damaged();
        }
        // No step, second or millisecond is beyond that, and arithmetic on it stays within 64 bits and calendars.
        if (number.longValue() > LARGEST || number.longValue() < -LARGEST) {
            throw damaged();
        }
        return number.longValue();
    }

    /** Takes it out as well. */
    private static String text(ObjectNode node, String field) {
        JsonNode text = node.remove(field);
        if (text == null || !text.isTextual()) {
            throw damaged();
        }
        return text.textValue();
    }

    private static LedgerUnreadableException damaged() {
        return new LedgerUnreadableException("the ledger row is damaged");
    }
}
