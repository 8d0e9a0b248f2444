package io.github.keycloakawsmfa.admin.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

class ReportWriterFuzzTest {

    @FuzzTest
    void isReadAsItWasWritten(byte[] bytes) throws IOException {
        // As it comes out of UTF-8: names in a database are text.
        String[] texts = FuzzedText.parts(FuzzedText.of(bytes).getBytes(StandardCharsets.UTF_8), 4);
        ReportLine line = new ReportLine(
                texts[0],
                "arn",
                Optional.empty(),
                true,
                Optional.empty(),
                List.of(new ReportLine.Device(texts[1], "2026-01-02T03:04:05Z", Optional.empty(), 0)),
                0,
                new TreeSet<>(List.of(texts[2])),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(texts[3]));

        JsonNode json = new ObjectMapper().readTree(written(ReportFormat.JSONL, line));
        assertThat(json.get("user").asText()).isEqualTo(utf8(texts[0]));
        assertThat(json.at("/mfa_devices/0/name").asText()).isEqualTo(utf8(texts[1]));
        assertThat(json.at("/aws_roles/0").asText()).isEqualTo(utf8(texts[2]));
        assertThat(json.get("remark").asText()).isEqualTo(utf8(texts[3]));

        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(written(ReportFormat.CSV, line)))
                .getRecords();
        assertThat(rows).hasSize(1);
        is(rows.get(0), "user", texts[0]);
        is(rows.get(0), "mfa_device_1_name", texts[1]);
        is(rows.get(0), "aws_roles", texts[2]);
        is(rows.get(0), "remark", texts[3]);
    }

    /** No cell is a formula to a spreadsheet. */
    private static void is(CSVRecord row, String column, String text) {
        String cell = row.get(column);
        assertThat(cell)
                .isIn(utf8(text), "'" + utf8(text))
                .doesNotContainPattern("^[=+@\t\r|%\uff1d\uff0b\uff0d\uff20-]");
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String written(ReportFormat format, ReportLine line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportWriter report = format.writer(out);
        report.begin();
        report.user(line);
        report.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
