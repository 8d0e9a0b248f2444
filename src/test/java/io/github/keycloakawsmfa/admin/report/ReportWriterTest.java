package io.github.keycloakawsmfa.admin.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CSV is read by another library than the one that writes it. */
class ReportWriterTest {

    private static final ReportLine.Device DEVICE =
            new ReportLine.Device("電話, \"neu\"", "2026-01-02T03:04:05Z", Optional.empty(), -2);

    @Test
    void writesAwssColumnsAndOneLineForEachUser() {
        List<CSVRecord> rows = csv(line("alice", DEVICE), line("bob"));
        assertThat(rows).hasSize(2);
        CSVRecord alice = rows.get(0);
        assertThat(alice.toMap().keySet())
                .startsWith("user", "arn", "user_creation_time", "enabled", "password_last_changed", "mfa_active")
                .contains("mfa_device_8_drift");
        assertThat(alice.get("mfa_active")).isEqualTo("true");
        assertThat(alice.get("mfa_device_1_name")).isEqualTo(DEVICE.name());
        assertThat(alice.get("mfa_device_1_assigned")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(alice.get("mfa_device_1_last_used")).isEqualTo("N/A");
        assertThat(alice.get("mfa_device_1_drift")).isEqualTo("-2");
        assertThat(alice.get("mfa_device_2_name")).isEqualTo("N/A");
        assertThat(alice.get("last_aws_sign_in")).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(alice.get("mfa_skips")).isEqualTo("3");
        assertThat(rows.get(1).get("mfa_active")).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "|calc",
                "%0A",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff20x"
            })
    void makesNoFormula(String name) {
        CSVRecord row = csv(line(name, new ReportLine.Device(name, "2026-01-02T03:04:05Z", Optional.empty(), 0)))
                .get(0);
        assertThat(row.get("user")).isEqualTo("'" + name);
        assertThat(row.get("mfa_device_1_name")).isEqualTo("'" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\"b", "a\r\nb", "a;b", " a ", "<not_listed>", "é\u3042", "a=1"})
    void keepsWhatNamesHold(String name) {
        assertThat(csv(line(name)).get(0).get("user")).isEqualTo(name);
    }

    @Test
    void writesJsonLines() throws IOException {
        String[] lines = written(
                        ReportFormat.JSONL, List.of("Some are missing."), line("=alice\n", DEVICE), line("bob"))
                .split("\n", -1);
        assertThat(lines).hasSize(3);
        JsonNode alice = new ObjectMapper().readTree(lines[0]);
        assertThat(alice.get("user").asText()).isEqualTo("=alice\n");
        assertThat(alice.get("mfa_devices").get(0).get("name").asText()).isEqualTo(DEVICE.name());
        assertThat(alice.get("mfa_devices").get(0).get("last_used").isNull()).isTrue();
        assertThat(alice.get("mfa_skips").asInt()).isEqualTo(3);
        assertThat(alice.get("aws_roles").get(0).asText()).isEqualTo("arn:aws:iam::123456789012:role/Admin");
        assertThat(new ObjectMapper()
                        .readTree(lines[2])
                        .get("not_listed")
                        .get(0)
                        .asText())
                .isEqualTo("Some are missing.");
    }

    @Test
    void endsWithWhatIsNotListed() {
        List<CSVRecord> rows = read(written(ReportFormat.CSV, List.of("Some are missing."), line("alice")));
        assertThat(rows.get(1).get("user")).isEqualTo("<not_listed>");
        assertThat(rows.get(1).get("remark")).isEqualTo("Some are missing.");
        assertThat(rows.get(1).size()).isEqualTo(rows.get(0).size());
    }

    /** opencsv keeps the exception of a line for itself: the report would go on reading users for nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void fails(String format) {
        ReportWriter report = ReportFormat.parse(format).writer(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        });
        assertThatThrownBy(() -> {
                    report.begin();
                    report.user(line("alice"));
                    report.flush();
                })
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    private static List<CSVRecord> csv(ReportLine... lines) {
        return read(written(ReportFormat.CSV, List.of(), lines));
    }

    private static List<CSVRecord> read(String csv) {
        try {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(new StringReader(csv))
                    .getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(ReportFormat format, List<String> notListed, ReportLine... lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportWriter report = format.writer(out);
        try {
            report.begin();
            for (ReportLine line : lines) {
                report.user(line);
            }
            report.notListed(notListed);
            report.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ReportLine line(String user, ReportLine.Device... devices) {
        return new ReportLine(
                user,
                "arn:keycloak:iam::demo:user/1",
                Optional.of("2026-01-01T00:00:00Z"),
                true,
                Optional.empty(),
                List.of(devices),
                2,
                new TreeSet<>(Set.of("arn:aws:iam::123456789012:role/Admin")),
                Optional.of("2026-02-01T00:00:00Z"),
                Optional.empty(),
                3,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
