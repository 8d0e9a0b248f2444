package io.github.keycloakawsmfa.matrix;

import io.github.keycloakawsmfa.fixture.GeneratedSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** {@code docs/compatibility.md}: a table, each row of which is what the last run on this Keycloak and this Java found. */
record CompatibilityPage(Path file) {

    private static final String HEAD = """
            | Keycloak | Java | from | tests passed | failed | left out | on |
            | --- | --- | --- | ---: | ---: | ---: | --- |
            """;

    /** Puts the row in the place of the one for the same Keycloak and Java, newest Keycloak first. */
    void write(Outcome outcome, LocalDate day) throws IOException {
        GeneratedSection section = new GeneratedSection(file, "matrix");
        String page = Files.readString(file);
        Map<String, String> rows = new TreeMap<>(NEWEST_FIRST);
        section.in(page).lines().filter(line -> line.matches("\\| \\d.*")).forEach(row -> rows.put(key(row), row));
        String row = row(outcome, day);
        rows.put(key(row), row);
        Files.writeString(file, section.with(page, HEAD + String.join("\n", rows.values())));
    }

    private static final Comparator<String> NEWEST_FIRST =
            Comparator.comparing(CompatibilityPage::sortable).reversed();

    private static String row(Outcome outcome, LocalDate day) {
        return "| " + outcome.keycloak() + " | " + outcome.java() + " | " + String.join(", ", outcome.servers()) + " | "
                + outcome.passed() + " | " + outcome.failed().size() + " | "
                + outcome.leftOut().size() + " | " + day + " |";
    }

    /** Keycloak, and the Java's first number: an update of it is the same row. */
    private static String key(String row) {
        String[] cells = row.split("\\|");
        return cells[1].strip() + " " + cells[2].strip().split("\\.")[0];
    }

    private static String sortable(String key) {
        return key.replaceAll("(\\d+)", "00$1").replaceAll("0*(\\d{3})", "$1");
    }
}
