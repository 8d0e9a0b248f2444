package io.github.keycloakawsmfa.seeds.csv;

import com.opencsv.CSVParserBuilder;
import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.exceptions.CsvException;
import com.opencsv.exceptions.CsvMalformedLineException;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Serial;
import io.github.keycloakawsmfa.seeds.Token;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table of tokens, one in each line, with commas, semicolons or tabs between the columns. With a line of headings, as
 * Microsoft's and most vendors' files have it, the columns come in any order; without, they are serial number, secret,
 * and, if there are more, type, digits and time step, or time step alone.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/authentication/how-to-mfa-upload-oath-tokens">Microsoft Entra,
 *     hardware OATH tokens in CSV format</a>
 * @see <a href="https://www.netiq.com/documentation/advanced-authentication-63/helpdesk-administrator-guide/data/t44plcqbgwxg.html">OpenText
 *     Advanced Authentication, OATH CSV</a>
 */
public final class TokenTable {

    /** Far more than a delivery. */
    private static final int MOST_COLUMNS = 50;

    private TokenTable() {}

    /**
     * All tokens, in the table's order.
     *
     * @param text at most some megabytes
     * @param encoding of the secrets; empty if the table shows it by itself
     * @throws SeedFileException if a line is no token of ours
     */
    public static List<Token> read(String text, Optional<SecretEncoding> encoding) {
        List<Row> rows = rows(text.startsWith("\ufeff") ? text.substring(1) : text);
        if (rows.isEmpty()) {
            throw new SeedFileException(0, "there is no token in it");
        }
        Optional<Columns> named = Columns.named(rows.get(0));
        Columns columns = named.orElseGet(Columns::byPlace);
        List<Row> tokens = named.isPresent() ? rows.subList(1, rows.size()) : rows;
        if (tokens.isEmpty()) {
            throw new SeedFileException(0, "there is no token below the headings");
        }
        SecretEncoding secrets = encoding.or(columns::secretEncoding)
                .orElseGet(() -> SecretEncoding.of(columns.secrets(tokens), columns.usualEncoding()));
        return Serial.unique(
                tokens.stream().map(row -> columns.token(row, secrets)).toList());
    }

    private static List<Row> rows(String text) {
        List<Row> rows = new ArrayList<>();
        try (CSVReader reader = new CSVReaderBuilder(new StringReader(text))
                .withCSVParser(new CSVParserBuilder()
                        .withSeparator(separator(text))
                        // As in RFC 4180, a quotation mark is doubled; a backslash is a character.
                        .withEscapeChar('\0')
                        .withIgnoreLeadingWhiteSpace(true)
                        .build())
                // A quotation mark that is never closed must not take in the whole file.
                .withMultilineLimit(2)
                .build()) {
            for (String[] cells = reader.readNext(); cells != null; cells = reader.readNext()) {
                Row row = Row.of(Math.toIntExact(reader.getLinesRead()), cells);
                if (cells.length > MOST_COLUMNS) {
                    throw new SeedFileException(row.line(), "there are more than " + MOST_COLUMNS + " columns");
                }
                if (!row.isEmpty()) {
                    rows.add(row);
                    // One may be the headings.
                    Serial.requireFew(rows.size() - 1, row.line());
                }
            }
        } catch (CsvMalformedLineException e) {
            throw new SeedFileException(Math.toIntExact(e.getLineNumber()), "a quotation mark is not closed");
        } catch (IOException | CsvException e) {
            throw new SeedFileException(0, "this is no table with separators");
        }
        return rows;
    }

    /** That of the first line which has one. */
    private static char separator(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return Stream.of(',', ';', '\t')
                .filter(separator -> first.indexOf(separator) >= 0)
                .findFirst()
                .orElse(',');
    }
}
