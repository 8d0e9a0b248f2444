package io.github.keycloakawsmfa.admin.report;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.stream.Stream;

/** How a report is written. */
enum ReportFormat {
    /** Comma-separated values (RFC 4180), as AWS's credential report. */
    CSV("text/csv; charset=UTF-8"),
    /** One JSON object a line (JSON Lines). */
    JSONL("application/x-ndjson");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** @throws BadCallException if there is no such format */
    static ReportFormat parse(String text) {
        return Stream.of(values())
                .filter(format -> format.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> new BadCallException("\"format\" must be csv or jsonl, not \"" + text + "\"."));
    }

    /** As in the call, and at the end of a file's name. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    ReportWriter writer(OutputStream out) {
        return this == CSV ? new CsvReport(out) : new JsonLinesReport(out);
    }
}
