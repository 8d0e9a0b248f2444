package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import liquibase.command.CommandScope;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Liquibase (that of Keycloak 26.4.7 to 26.7.3) sends each database, told without one. */
class LedgerTablesTest {

    private static final Pattern KEY_COLUMN =
            Pattern.compile("(REALM_ID|USER_ID) VARCHAR2?\\((\\d+)\\)", Pattern.CASE_INSENSITIVE);

    @TempDir
    Path folder;

    /** Keycloak has Liquibase make a TEXT of a longer VARCHAR there (MySQL8VarcharType). */
    @ParameterizedTest
    @ValueSource(strings = {"mysql", "mariadb"})
    void growTheColumnInPlaceAndSayNotNullAgain(String database) throws Exception {
        assertThat(statements(database))
                .containsExactly(
                        "CREATE TABLE VIRTUAL_MFA_LEDGER (REALM_ID VARCHAR(36) NOT NULL, USER_ID VARCHAR(255) NOT NULL,"
                                + " LEDGER_STATE TEXT(4000) NOT NULL);",
                        "ALTER TABLE VIRTUAL_MFA_LEDGER ADD PRIMARY KEY (REALM_ID, USER_ID);",
                        "ALTER TABLE VIRTUAL_MFA_LEDGER MODIFY LEDGER_STATE LONGTEXT;",
                        "ALTER TABLE VIRTUAL_MFA_LEDGER MODIFY LEDGER_STATE LONGTEXT NOT NULL;",
                        "CREATE TABLE VIRTUAL_MFA_FIRST_SEAL (REALM_ID VARCHAR(36) NOT NULL, FIRST_SEAL TEXT(2000) NOT NULL);",
                        "ALTER TABLE VIRTUAL_MFA_FIRST_SEAL ADD PRIMARY KEY (REALM_ID);",
                        "CREATE TABLE VIRTUAL_MFA_TOKEN (REALM_ID VARCHAR(36) NOT NULL, SERIAL_KEY VARCHAR(64) NOT NULL,"
                                + " USER_ID VARCHAR(255) NULL, TOKEN_STATE VARCHAR(16) NOT NULL, TOKEN_DATA TEXT(2000) NOT NULL,"
                                + " SEALED_SECRET TEXT(2000) NOT NULL, KEY_ID VARCHAR(255) NOT NULL, LAST_STEP BIGINT NULL);",
                        "ALTER TABLE VIRTUAL_MFA_TOKEN ADD PRIMARY KEY (REALM_ID, SERIAL_KEY);");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mssql | ALTER TABLE VIRTUAL_MFA_LEDGER ALTER COLUMN LEDGER_STATE varchar(MAX);"
                        + " | ALTER TABLE VIRTUAL_MFA_LEDGER ALTER COLUMN LEDGER_STATE varchar(MAX) NOT NULL;",
                "postgresql | ALTER TABLE VIRTUAL_MFA_LEDGER ALTER COLUMN LEDGER_STATE TYPE TEXT USING (LEDGER_STATE::TEXT);"
                        + " | ALTER TABLE VIRTUAL_MFA_LEDGER ALTER COLUMN  LEDGER_STATE SET NOT NULL;",
            })
    void growTheColumnInPlace(String database, String grown, String notNull) throws Exception {
        assertThat(statements(database)).hasSize(8).containsSubsequence(grown, notNull);
    }

    /** Oracle makes no CLOB of a VARCHAR. */
    @ParameterizedTest
    @ValueSource(strings = "oracle")
    void orMoveItsContent(String database) throws Exception {
        assertThat(statements(database))
                .containsSubsequence(
                        "ALTER TABLE VIRTUAL_MFA_LEDGER ADD LEDGER_STATE_NEW CLOB;",
                        "UPDATE VIRTUAL_MFA_LEDGER SET LEDGER_STATE_NEW = LEDGER_STATE;",
                        "ALTER TABLE VIRTUAL_MFA_LEDGER DROP COLUMN LEDGER_STATE;",
                        "ALTER TABLE VIRTUAL_MFA_LEDGER RENAME COLUMN LEDGER_STATE_NEW TO LEDGER_STATE;",
                        "ALTER TABLE VIRTUAL_MFA_LEDGER MODIFY LEDGER_STATE NOT NULL;");
    }

    /** In bytes, of which utf8mb4 takes up to four for a character; SQL Server's VARCHAR counts bytes, and its index is clustered. */
    @ParameterizedTest
    @CsvSource({"mysql, 4, 3072", "mariadb, 4, 3072", "mssql, 1, 900"})
    void haveKeysThatFit(String database, int bytes, int limit) throws Exception {
        int length = KEY_COLUMN
                .matcher(statements(database).get(0))
                .results()
                .mapToInt(column -> Integer.parseInt(column.group(2)))
                .sum();
        assertThat(length * bytes).isPositive().isLessThanOrEqualTo(limit);
    }

    private List<String> statements(String database) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        new CommandScope("updateSql")
                .addArgumentValue("changelogFile", "META-INF/virtual-mfa-changelog.xml")
                .addArgumentValue(
                        "url",
                        "offline:" + database + "?outputLiquibaseSql=none&changeLogFile=" + folder.resolve("log.csv"))
                .setOutput(written)
                .execute();
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.endsWith(";") && !line.startsWith("--"))
                .toList();
    }
}
