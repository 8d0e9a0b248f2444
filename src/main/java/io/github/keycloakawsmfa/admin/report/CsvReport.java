package io.github.keycloakawsmfa.admin.report;

import com.opencsv.CSVWriter;
import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.github.keycloakawsmfa.device.ledger.Devices;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The report as CSV, with AWS's names of columns where they mean the same, and {@code N/A} for what is not there. UTF-8
 * without a byte order mark, lines end with CR LF (RFC 4180).
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html">IAM User Guide,
 *     credential reports</a>
 */
final class CsvReport implements ReportWriter {

    private static final String NONE = "N/A";
    private static final String NOT_LISTED = "<not_listed>";

    /** What makes a formula of a cell, in a spreadsheet that also takes full-width forms; OWASP, CSV injection. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]");

    private static final List<String> COLUMNS = columns();

    private final ICSVWriter csv;

    CsvReport(OutputStream out) {
        this.csv = new CSVWriterBuilder(new OutputStreamWriter(out, StandardCharsets.UTF_8))
                .withLineEnd(CSVWriter.RFC4180_LINE_END)
                .build();
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(
                List.of("user", "arn", "user_creation_time", "enabled", "password_last_changed", "mfa_active"));
        for (int device = 1; device <= Devices.MOST; device++) {
            String prefix = "mfa_device_" + device + "_";
            columns.addAll(List.of(prefix + "name", prefix + "assigned", prefix + "last_used", prefix + "drift"));
        }
        columns.addAll(List.of(
                "built_in_otp",
                "aws_roles",
                "last_aws_sign_in",
                "mfa_required_from",
                "mfa_skips",
                "mfa_last_skipped",
                "mfa_reminded",
                "user_federation",
                "remark"));
        return List.copyOf(columns);
    }

    @Override
    public void begin() {
        write(COLUMNS);
    }

    @Override
    public void user(ReportLine user) {
        List<String> cells = new ArrayList<>(List.of(
                text(user.user()),
                text(user.arn()),
                user.userCreationTime().orElse(NONE),
                Boolean.toString(user.enabled()),
                user.passwordLastChanged().orElse(NONE),
                Boolean.toString(!user.devices().isEmpty())));
        for (int device = 0; device < Devices.MOST; device++) {
            cells.addAll(
                    device < user.devices().size()
                            ? cells(user.devices().get(device))
                            : List.of(NONE, NONE, NONE, NONE));
        }
        cells.add(Integer.toString(user.builtInOtp()));
        cells.add(user.awsRoles().isEmpty() ? NONE : text(String.join(";", user.awsRoles())));
        cells.addAll(List.of(
                user.lastAwsSignIn().orElse(NONE),
                user.mfaRequiredFrom().orElse(NONE),
                Long.toString(user.mfaSkips()),
                user.mfaLastSkipped().orElse(NONE),
                user.mfaReminded().orElse(NONE)));
        cells.add(text(user.store()));
        cells.add(text(user.remark()));
        write(cells);
    }

    private static List<String> cells(ReportLine.Device device) {
        return List.of(
                text(device.name()), device.assigned(), device.lastUsed().orElse(NONE), Long.toString(device.drift()));
    }

    @Override
    public void notListed(List<String> sentences) {
        for (String sentence : sentences) {
            List<String> cells = new ArrayList<>(List.of(NOT_LISTED));
            COLUMNS.subList(2, COLUMNS.size()).forEach(column -> cells.add(NONE));
            cells.add(text(sentence));
            write(cells);
        }
    }

    private static String text(Optional<String> text) {
        return text.map(CsvReport::text).orElse(NONE);
    }

    /** Text that other people chose: an apostrophe before it keeps a spreadsheet from reading a formula. */
    private static String text(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }

    private void write(List<String> cells) {
        csv.writeNext(cells.toArray(String[]::new), false);
    }

    @Override
    public void flush() throws IOException {
        csv.flush();
        // It keeps the exception of a line for itself.
        IOException failed = csv.getException();
        if (failed != null) {
            throw failed;
        }
    }
}
