package io.github.keycloakawsmfa.device.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A user's ledger as the text of its row. Fields that this release does not know are kept as they are, so that a server
 * of one release keeps working beside one of the next; only an unknown version closes the row.
 *
 * <p>A full one has at most 4,000 characters.
 */
public final class LedgerJson {

    /** Without Jackson's table of known names: device ids are names here, and each new one has the table copied. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .build();

    private LedgerJson() {}

    public static String write(LedgerState state) {
        StringWriter text = new StringWriter();
        try (JsonGenerator row = JSON.createGenerator(text)) {
            row.writeStartObject();
            row.writeNumberField("v", LedgerReader.VERSION);
            writeAttempts(row, "codes", state.codes());
            writeAttempts(row, "tickets", state.tickets());
            List<String> ids = state.devices().keySet().stream().sorted().toList();
            row.writeObjectFieldStart("devices");
            for (String id : ids) {
                row.writeObjectFieldStart(id);
                writeClock(row, state.devices().get(id));
                row.writeEndObject();
            }
            row.writeEndObject();
            writeEvidence(row, state.evidence(), ids.subList(0, Math.min(ids.size(), Packed.DEVICES)));
            if (state.ticket() != null) {
                row.writeObjectFieldStart("ticket");
                row.writeStringField("hash", state.ticket().hash());
                row.writeNumberField("until", state.ticket().untilEpochSecond());
                row.writeEndObject();
            }
            writeRollout(row, state.rollout());
            if (state.awsAtEpochSecond() != 0) {
                row.writeNumberField("aws", state.awsAtEpochSecond());
            }
            if (state.hadDevice()) {
                row.writeBooleanField("had", true);
            }
            writeUnknown(row, state.unknown());
            row.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("It is written to memory", e);
        }
        return text.toString();
    }

    private static void writeAttempts(JsonGenerator row, String name, Attempts attempts) throws IOException {
        if (!attempts.equals(Attempts.NONE)) {
            row.writeObjectFieldStart(name);
            row.writeStringField("wrong", Packed.wrongCodes(attempts.wrong()));
            row.writeNumberField("wait", attempts.waitUntilEpochMilli());
            row.writeStringField("pardoned", Packed.seconds(attempts.pardonedAtEpochSecond()));
            row.writeNumberField("mailed", attempts.mailedAtEpochSecond());
            row.writeEndObject();
        }
    }

    private static void writeClock(JsonGenerator row, DeviceClock clock) throws IOException {
        row.writeNumberField("step", clock.lastStep());
        row.writeNumberField("drift", clock.drift());
        row.writeNumberField("used", clock.lastUseEpochSecond());
        if (clock.offset() != null) {
            row.writeObjectFieldStart("offset");
            row.writeNumberField("drift", clock.offset().drift());
            row.writeNumberField("until", clock.offset().untilEpochSecond());
            row.writeEndObject();
        }
        writeUnknown(row, clock.unknown());
    }

    private static void writeEvidence(JsonGenerator row, List<EvidenceEntry> evidence, List<String> devices)
            throws IOException {
        List<EvidenceEntry> named = evidence.stream()
                .filter(entry -> devices.contains(entry.deviceId()))
                .toList();
        if (!named.isEmpty()) {
            row.writeStringField("evidence", Packed.evidence(named, devices));
        }
    }

    /** An object of its own: a release that does not know it keeps it whole. */
    private static void writeRollout(JsonGenerator row, RolloutNotes rollout) throws IOException {
        if (!rollout.equals(RolloutNotes.NONE)) {
            row.writeObjectFieldStart("rollout");
            row.writeNumberField("skips", rollout.skips());
            row.writeNumberField("skipped", rollout.skippedAtEpochSecond());
            row.writeNumberField("reminded", rollout.remindedAtEpochSecond());
            row.writeEndObject();
        }
    }

    private static void writeUnknown(JsonGenerator row, ObjectNode unknown) throws IOException {
        for (Map.Entry<String, JsonNode> field : unknown.properties()) {
            row.writeFieldName(field.getKey());
            row.writeTree(field.getValue());
        }
    }

    /** @throws LedgerUnreadableException if it is damaged, or of a version that this release does not know */
    static LedgerState read(String text) {
        try (JsonParser row = JSON.createParser(text == null ? "" : text)) {
            LedgerState state = LedgerReader.read(row);
            if (row.nextToken() == null) {
                return state;
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Without the cause: Jackson's message quotes what it could not read.
        }
        throw LedgerFields.damaged();
    }
}
